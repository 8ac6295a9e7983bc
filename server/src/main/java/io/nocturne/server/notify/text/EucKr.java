package io.nocturne.server.notify.text;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;

/// Text in the letters of KS X 1001, which Korean gateways for short messages take.
///
/// **Threads** - stateless.
/// **Source** - KS X 1001: 2,350 syllables of Hangul, two bytes a letter beyond ASCII.
public final class EucKr {

    /// Bytes of a short message in Korea.
    public static final int SHORT = 90;

    private static final Charset CHARSET = Charset.forName("EUC-KR");
    /// Of KS X 1001, so that a reader sees that something stood there.
    private static final String REPLACEMENT = "□";

    private EucKr() {}

    /// The bytes of a text, as it is fitted.
    public static byte[] bytes(String text) {
        return fitted(text).getBytes(CHARSET);
    }

    /// The text in letters of the set: a syllable that it lacks by its letters, marks off, the rest as `□`.
    public static String fitted(String text) {
        CharsetEncoder encoder = CHARSET.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder fitted = new StringBuilder();
        text.codePoints().forEach(codePoint -> fitted.append(fitted(codePoint, encoder)));
        return fitted.toString();
    }

    private static String fitted(int codePoint, CharsetEncoder encoder) {
        String letter = Character.toString(codePoint);
        if (encoder.canEncode(letter)) {
            return letter;
        }
        if (Hangul.isSyllable(codePoint)) {
            return Hangul.letters(codePoint);
        }
        String bare = Normalizer.normalize(letter, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        if (!bare.isEmpty() && encoder.canEncode(bare)) {
            return bare;
        }
        String like = PlainSigns.of(letter);
        return encoder.canEncode(like) ? like : PlainSigns.replacement(codePoint, REPLACEMENT);
    }
}
