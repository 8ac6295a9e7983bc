package io.nocturne.console.fx;

/// The way from screen to screen.
///
/// **Threads** - confined to the JavaFX thread.
public interface Navigator {

    /// Opens a screen; `argument` is what it shall show, a host's id say, or empty.
    void open(String screenId, String argument);

    /// Goes back to where the operator came from; nothing happens at the first screen.
    void back();
}
