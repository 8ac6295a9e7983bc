package io.nocturne.server.notify.text;

import java.util.Map;

/// Signs that small alphabets lack, by their likes.
final class PlainSigns {

    private static final Map<Integer, String> LIKES = Map.ofEntries(
            Map.entry((int) '…', "..."),
            Map.entry((int) '·', "-"),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '‘', "'"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) '°', ""),
            Map.entry(0xA0, " "));

    private PlainSigns() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            String like = LIKES.get(codePoint);
            if (like == null) {
                plain.appendCodePoint(codePoint);
            } else {
                plain.append(like);
            }
        });
        return plain.toString();
    }

    /// What stands for a letter that has no like: nothing for marks and joiners, which belong to the letter
    /// before.
    static String replacement(int codePoint, String sign) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.MODIFIER_SYMBOL ->
                "";
            default -> sign;
        };
    }
}
