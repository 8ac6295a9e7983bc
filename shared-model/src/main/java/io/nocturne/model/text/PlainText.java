package io.nocturne.model.text;

import org.jspecify.annotations.Nullable;

/// The one rule for texts from outside: every character shows itself, stands where it was written, and
/// is Unicode.
///
/// What breaks that is called hidden: control characters (line feeds and U+0000 among them), the line
/// and paragraph separators, everything of the category format (marks and overrides of direction,
/// zero-width characters, tags), fillers that look like nothing, and halves of surrogate pairs.
///
/// **Shape** - a name that a person chose is refused ([#require]); what a machine reports is kept with
/// each hidden character replaced ([#shown]), so that no host loses its data for one odd name. A
/// replacement takes one character for one, so a text never outgrows its limit, and doing it twice
/// changes nothing.
/// **Unit** - lengths in UTF-16 characters, as H2 counts a `VARCHAR`; PostgreSQL counts code points, never more.
/// **Threads** - stateless.
/// **Source** - UTS #39, section 3.1; `docs/decisions/0029-one-rule-for-texts-from-outside.md`.
public final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';
    /// U+2400 and the following draw the control characters of ASCII in their order.
    private static final char FIRST_PICTURE = '\u2400';

    private static final char DELETE = 0x7F;
    private static final char DELETE_PICTURE = '\u2421';
    private static final String FILLERS = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private PlainText() {}

    /// Where the first hidden character stands, or -1.
    public static int firstHidden(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            // Most texts are ASCII and nothing else.
            if (unit < DELETE && unit >= ' ') {
                continue;
            }
            int codePoint = text.codePointAt(i);
            if (isHidden(codePoint)) {
                return i;
            }
            i += Character.charCount(codePoint) - 1;
        }
        return -1;
    }

    /// The text with each hidden character replaced: by its picture if it is of ASCII, else by U+FFFD.
    public static String shown(String text) {
        int first = firstHidden(text);
        if (first < 0) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length()).append(text, 0, first);
        text.substring(first).codePoints().forEach(codePoint -> {
            if (isHidden(codePoint)) {
                shown.append(replacement(codePoint));
            } else {
                shown.appendCodePoint(codePoint);
            }
        });
        return shown.toString();
    }

    /// The same of a text that may be absent.
    public static @Nullable String shownIfAny(@Nullable String text) {
        return text == null ? null : shown(text);
    }

    /// At most `length` characters of what is shown of a text, for a message that repeats it.
    public static String quoted(String text, int length) {
        if (text.length() <= length) {
            return shown(text);
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return shown(text.substring(0, end)) + "…";
    }

    /// The text itself, if it has at most `most` characters and none of them is hidden.
    ///
    /// **Errors** - [IllegalArgumentException] naming the field, and what stands where.
    public static String require(String field, String text, int most) {
        requireLength(field, text, most);
        int hidden = firstHidden(text);
        if (hidden >= 0) {
            throw new IllegalArgumentException(
                    "%s holds U+%04X at character %d; control, format and invisible characters are not allowed"
                            .formatted(field, text.codePointAt(hidden), hidden + 1));
        }
        return text;
    }

    /// The text as it is shown, if it has at most `most` characters.
    ///
    /// **Errors** - [IllegalArgumentException] naming the field and both lengths.
    public static @Nullable String requireShown(String field, @Nullable String text, int most) {
        if (text == null) {
            return null;
        }
        requireLength(field, text, most);
        return shown(text);
    }

    private static void requireLength(String field, String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException(
                    "%s has %d characters, allowed are %d".formatted(field, text.length(), most));
        }
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> FILLERS.indexOf(codePoint) >= 0;
        };
    }

    private static char replacement(int codePoint) {
        if (codePoint < ' ') {
            return (char) (FIRST_PICTURE + codePoint);
        }
        return codePoint == DELETE ? DELETE_PICTURE : REPLACEMENT;
    }
}
