package io.nocturne.console.fx;

import java.util.Optional;
import javafx.scene.Node;

/// A screen as the shell sees it.
///
/// **Threads** - confined to the JavaFX thread.
public interface Screen {

    /// Comes before [#node]: what the screen shall show, a host's id say; empty for most.
    default void show(String argument) {}

    /// The title in the top bar, in the language that is set now.
    String title();

    /// What stands behind the title: the host that is open, say.
    Optional<String> crumb();

    /// Builds the screen anew in the language that is set now. What it needs lives while the node is in a
    /// scene.
    Node node();

    /// Acts on a press of Esc: true if the screen had something to close.
    default boolean escape() {
        return false;
    }
}
