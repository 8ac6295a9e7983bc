package io.nocturne.server.notify.channel;

import java.util.List;

/// Whether two phone numbers are one: gateways write those of their own country with a zero or with its code.
///
/// **Threads** - stateless.
/// **Source** - ITU-T E.164: a country's code has 1 to 3 digits.
final class PhoneNumbers {

    private static final int LONGEST_CODE = 3;
    /// The end of a shorter number may be that of many.
    private static final int SHORTEST = 8;

    private PhoneNumbers() {}

    static boolean hold(List<String> numbers, String number) {
        return numbers.stream().anyMatch(each -> isSame(each, number));
    }

    private static boolean isSame(String one, String other) {
        String a = digits(one);
        String b = digits(other);
        return !a.isEmpty() && (a.equals(b) || isDomestic(a, b) || isDomestic(b, a));
    }

    /// Whether the first is the second, with a zero in place of the country's code.
    private static boolean isDomestic(String domestic, String whole) {
        if (!domestic.startsWith("0") || whole.startsWith("0") || domestic.length() <= SHORTEST) {
            return false;
        }
        String end = domestic.substring(1);
        int code = whole.length() - end.length();
        return code >= 1 && code <= LONGEST_CODE && whole.endsWith(end);
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }
}
