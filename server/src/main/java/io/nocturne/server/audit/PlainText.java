package io.nocturne.server.audit;

/// Makes text of strangers fit for a line of the log and a row of the table: nothing in it moves the cursor, turns the
/// direction of reading or ends the line.
final class PlainText {

    private PlainText() {}

    /// The text with every control, format, surrogate and unassigned character written as `\\u` and its number, cut to
    /// `max` characters.
    static String of(String text, int max) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), max) + 1);
        int at = 0;
        while (at < text.length() && plain.length() < max) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (isPlain(character)) {
                plain.appendCodePoint(character);
            } else {
                plain.append("\\u%04x".formatted(character));
            }
        }
        if (at < text.length() || plain.length() > max) {
            int end = Math.min(plain.length(), max - 1);
            plain.setLength(end > 0 && Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end);
            plain.append('…');
        }
        return plain.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
