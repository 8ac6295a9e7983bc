package io.nocturne.agent.watch;

import java.util.Map;

/// Where the picture is shown.
///
/// **Threads** - confined to the caller's.
public interface Terminal {

    /// Whether a picture can be drawn over the one before; else it is a file, a pipe or a teletype.
    boolean isScreen();

    /// The size now.
    ScreenSize size();

    /// The terminal on standard output.
    ///
    /// **Shape** - `isConsole` is the platform's own opinion, for systems whose kernel is not asked.
    static Terminal ofOutput(String system, Map<String, String> environment, boolean isConsole) {
        ScreenSize otherwise = ScreenSize.of(environment);
        boolean canMoveCursor = !environment.getOrDefault("TERM", "").equals("dumb");
        if (system.startsWith("Windows")) {
            return new FixedTerminal(isConsole && canMoveCursor, otherwise);
        }
        UnixTerminal terminal = new UnixTerminal(system, otherwise);
        return terminal.isScreen() && canMoveCursor ? terminal : new FixedTerminal(false, otherwise);
    }
}
