package io.nocturne.agent.print;

/// Names of devices and mount points for a terminal: whoever may mount a disk must not steer the screen of
/// root.
final class Printable {

    private Printable() {}

    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return printable.toString();
    }
}
