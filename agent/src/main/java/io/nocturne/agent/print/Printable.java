package io.nocturne.agent.print;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Names of devices, mount points and processes for a terminal: whoever may mount a disk or start a program
/// must not steer the screen of root.
///
/// **Shape** - control characters, marks that turn the direction of writing, and what has no width become `?`.
public final class Printable {

    private Printable() {}

    /// The text for a terminal that shows everything.
    public static String of(String text) {
        return of(text, StandardCharsets.UTF_8);
    }

    /// The text for a terminal with this charset; what it lacks becomes `?` here, before widths are counted.
    public static String of(String text, Charset charset) {
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return text;
        }
        boolean isComplete = charset.equals(StandardCharsets.UTF_8)
                || (charset.canEncode() && charset.newEncoder().canEncode(text));
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> printable.appendCodePoint(steers(c) || !(isComplete || encodes(charset, c)) ? '?' : c));
        return printable.toString();
    }

    private static boolean encodes(Charset charset, int c) {
        return c < 128 || (charset.canEncode() && charset.newEncoder().canEncode(Character.toString(c)));
    }

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
