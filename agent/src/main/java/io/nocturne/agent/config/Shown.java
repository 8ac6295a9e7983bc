package io.nocturne.agent.config;

/// What somebody wrote, quoted in an error: short, and without characters that would steer a terminal.
final class Shown {

    private static final int MAX = 40;
    private static final int MAX_LINE = 160;

    private Shown() {}

    static String of(String text) {
        return shown(text, MAX);
    }

    /// The first line of what a library says.
    static String line(String text) {
        return shown(text.lines().findFirst().orElse(""), MAX_LINE);
    }

    private static String shown(String text, int max) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(max).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.codePointCount(0, text.length()) > max ? shown.append('…').toString() : shown.toString();
    }
}
