package io.nocturne.agent.watch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The size of a terminal.
///
/// **Shape** - at least 1 and at most [#MOST] of each, so that no terminal's answer asks for a huge picture.
/// **Unit** - characters.
public record ScreenSize(int columns, int rows) {

    static final int MOST = 1_000;

    /// What every terminal has.
    static final ScreenSize USUAL = new ScreenSize(80, 24);

    public ScreenSize {
        columns = Math.clamp(columns, 1, MOST);
        rows = Math.clamp(rows, 1, MOST);
    }

    /// What the variables COLUMNS and LINES say; the usual size where they say nothing.
    static ScreenSize of(Map<String, String> environment) {
        return new ScreenSize(
                number(environment.get("COLUMNS"), USUAL.columns), number(environment.get("LINES"), USUAL.rows));
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
    }
}
