package io.nocturne.server.notify.text;

import java.text.Normalizer;

/// The alphabet of short messages that takes seven bits a letter.
///
/// **Threads** - stateless.
/// **Source** - 3GPP TS 23.038, 6.2.1 and 6.2.1.1.
public final class Gsm7 {

    /// Septets of a message alone, and of each when it takes several.
    public static final int SINGLE = 160;

    public static final int SEGMENT = 153;
    /// The same in UCS-2, in UTF-16 units.
    public static final int UCS2_SINGLE = 70;

    public static final int UCS2_SEGMENT = 67;

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    private Gsm7() {}

    /// Whether every letter is of the alphabet.
    public static boolean holds(String text) {
        return text.chars().allMatch(unit -> BASIC.indexOf(unit) >= 0 || EXTENSION.indexOf(unit) >= 0);
    }

    /// Of a text as it is fitted.
    static int fittedSeptets(String text) {
        return septets(holds(text) ? text : fitted(text));
    }

    private static int septets(String text) {
        return (int) text.chars()
                .map(unit -> EXTENSION.indexOf(unit) >= 0 ? 2 : 1)
                .asLongStream()
                .sum();
    }

    /// How many messages a text takes, in this alphabet if it can be and in UCS-2 else.
    public static int segments(String text) {
        return holds(text) ? segments(text, SINGLE, SEGMENT, true) : segmentsInUcs2(text);
    }

    static int segmentsInUcs2(String text) {
        return segments(text, UCS2_SINGLE, UCS2_SEGMENT, false);
    }

    /// A letter of two septets, and a surrogate pair, does not lie over a border.
    private static int segments(String text, int single, int segment, boolean septets) {
        int whole = septets ? septets(text) : text.length();
        if (whole <= single) {
            return 1;
        }
        int count = 1;
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            String letter = Character.toString(codePoint);
            int size = septets ? septets(letter) : letter.length();
            if (used + size > segment) {
                count++;
                used = 0;
            }
            used += size;
            i += letter.length();
        }
        return count;
    }

    /// The text in letters of the alphabet: signs by their likes, marks off, Hangul romanized, the rest
    /// as `*`.
    public static String fitted(String text) {
        String plain = PlainSigns.of(text);
        StringBuilder fitted = new StringBuilder();
        plain.codePoints().forEach(codePoint -> fitted.append(letter(Character.toString(codePoint))));
        return fitted.toString();
    }

    private static String letter(String letter) {
        if (holds(letter)) {
            return letter;
        }
        String bare = Normalizer.normalize(letter, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        if (!bare.isEmpty() && holds(bare)) {
            return bare;
        }
        String romanized = Hangul.romanized(letter.codePointAt(0));
        return romanized.isEmpty() ? PlainSigns.replacement(letter.codePointAt(0), "*") : romanized;
    }
}
