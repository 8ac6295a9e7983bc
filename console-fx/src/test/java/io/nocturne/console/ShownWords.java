package io.nocturne.console;

import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;

/// What an operator can read on a scene.
///
/// **Threads** - confined to the JavaFX thread.
final class ShownWords {

    private ShownWords() {}

    /// Every text of a label or button that is visible, with all that it lies in.
    static Set<String> of(Parent root) {
        root.applyCss();
        root.layout();
        return root.lookupAll("*").stream()
                .filter(ShownWords::isVisible)
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(text -> text != null && !text.isEmpty())
                .collect(Collectors.toSet());
    }

    private static boolean isVisible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
