package io.nocturne.agent.print;

/// How many columns of a terminal a text takes.
///
/// **Shape** - two for the letters of Korean, Chinese and Japanese and for pictographs, none for marks that
/// combine with the letter before, one for all others.
/// **Source** - Unicode Standard Annex #11, the widths W and F.
public final class Columns {

    /// Pairs of first and last.
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x26AA, 0x26AB,
        0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x2753, 0x2755, 0x2795, 0x2797,
        0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF,
        0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
        0x16FE0, 0x18CFF, 0x1B000, 0x1B2FB, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A,
        0x1F200, 0x1F320, 0x1F32D, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7EB, 0x1F90C, 0x1F9FF, 0x1FA70, 0x1FAFF,
        0x20000, 0x3FFFD
    };

    private Columns() {}

    /// The columns of a text.
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /// The longest beginning of a text that takes at most so many columns.
    public static String first(String text, int columns) {
        int taken = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            taken += of(c);
            if (taken > columns) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    private static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        // Vowels and final consonants of a Korean syllable that is written as separate letters.
        boolean joins = c >= 0x1160 && c <= 0x11FF;
        int type = Character.getType(c);
        if (joins || type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    private static boolean isWide(int c) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c <= WIDE[i + 1]) {
                return c >= WIDE[i];
            }
        }
        return false;
    }
}
