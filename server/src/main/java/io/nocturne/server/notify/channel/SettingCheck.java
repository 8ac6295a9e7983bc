package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.ReceiverType.Field;
import io.nocturne.model.text.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Whether texts are what settings must be.
///
/// **Errors** - each answer is what is allowed, or empty when all is well; none repeats a value that may be
/// secret.
/// **Threads** - stateless.
public final class SettingCheck {

    /// Local part and domain: RFC 5321, 4.5.3.1.
    private static final int MAIL_LENGTH = 254;

    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{L}0-9](?:[\\p{L}0-9.-]*[\\p{L}0-9])?");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern DOMESTIC = Pattern.compile("\\+?[0-9][0-9-]{2,19}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int LONGEST_LIST = 50;

    private SettingCheck() {}

    /// The parts of a list, without blanks around them.
    public static List<String> parts(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    static Optional<String> ofKind(Field field, String value) {
        if (value.length() > field.maxLength()) {
            return Optional.of("has %d characters, allowed are %d".formatted(value.length(), field.maxLength()));
        }
        int hidden = PlainText.firstHidden(maySpanLines(field) ? value.replace('\n', ' ') : value);
        if (hidden >= 0) {
            return Optional.of("holds a control, format or invisible character at character %d".formatted(hidden + 1));
        }
        return switch (field.kind()) {
            case TEXT, SECRET -> Optional.empty();
            case URL, SECRET_URL -> isHttp(value) ? Optional.empty() : Optional.of("must be an http or https URL");
            case NUMBER ->
                NUMBER.matcher(value).matches() ? Optional.empty() : Optional.of("must be a whole number, 0 or more");
            case BOOLEAN ->
                value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of("must be true or false");
            case CHOICE ->
                field.choices().contains(value)
                        ? Optional.empty()
                        : Optional.of("must be one of " + String.join(", ", field.choices()));
            case MAILS, PHONES -> list(value);
        };
    }

    /// A text for people, and headers one a line.
    private static boolean maySpanLines(Field field) {
        return switch (field.kind()) {
            case TEXT, SECRET -> field.maxLength() >= 1_000;
            case SECRET_URL, URL, NUMBER, BOOLEAN, CHOICE, MAILS, PHONES -> false;
        };
    }

    private static Optional<String> list(String value) {
        int count = parts(value).size();
        return count == 0 || count > LONGEST_LIST
                ? Optional.of("must have 1 to %d parts with commas between them".formatted(LONGEST_LIST))
                : Optional.empty();
    }

    private static boolean isHttp(String value) {
        try {
            URI uri = new URI(value);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Whether a whole number lies between two others, both allowed.
    public static Optional<String> range(String value, int least, int most) {
        return NUMBER.matcher(value).matches() && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most
                ? Optional.empty()
                : Optional.of("must be %d to %d".formatted(least, most));
    }

    /// Whether it is an address of email.
    public static Optional<String> mail(String value) {
        return isMail(value) ? Optional.empty() : Optional.of("must be an email address like ops@example.com");
    }

    /// Whether a list holds addresses of email alone, or who is on call.
    public static Optional<String> mails(String list) {
        return all(list, SettingCheck::isMail, "must be email addresses like ops@example.com");
    }

    private static boolean isMail(String value) {
        return value.length() <= MAIL_LENGTH && MAIL.matcher(value).matches();
    }

    /// Whether a list holds phone numbers in the international form alone (ITU-T E.164), or who is on call.
    public static Optional<String> internationalNumbers(String list) {
        return all(list, part -> INTERNATIONAL.matcher(part).matches(), "must be phone numbers like +821012345678");
    }

    /// Whether a list holds phone numbers, those of one country among them, or who is on call.
    public static Optional<String> numbers(String list) {
        return all(
                list,
                part -> DOMESTIC.matcher(part).matches(),
                "must be phone numbers like 010-1234-5678 or +821012345678");
    }

    private static Optional<String> all(String list, Predicate<String> allowed, String message) {
        List<String> parts = parts(list);
        for (int i = 0; i < parts.size(); i++) {
            if (OnCallPeople.schedule(parts.get(i)).isEmpty() && !allowed.test(parts.get(i))) {
                return Optional.of(message + "; no. %d is none".formatted(i + 1));
            }
        }
        return Optional.empty();
    }
}
