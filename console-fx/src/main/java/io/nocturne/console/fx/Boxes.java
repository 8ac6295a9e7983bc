package io.nocturne.console.fx;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What stands in a panel's place while it has nothing to show: a skeleton, an empty state, an error.
///
/// **Threads** - confined to the JavaFX thread.
public final class Boxes {

    private static final double STEP = 0.07;

    private Boxes() {}

    /// Grey bars where lines will be; they come after 200 ms, so that what is quick does not flicker.
    public static Node skeleton(int lines) {
        VBox box = new VBox();
        box.getStyleClass().addAll("noc-pad-16", "noc-gap-16", "noc-skeleton-box");
        for (int i = 0; i < lines; i++) {
            Region bar = new Region();
            bar.getStyleClass().add("noc-skeleton");
            bar.setOpacity(Math.max(0.2, 1 - i * STEP));
            box.getChildren().add(bar);
        }
        Delayed.show(box);
        return box;
    }

    /// One sentence, a hint, and what can be done.
    public static Node empty(String title, String hint, Node action) {
        return box("noc-empty", title, hint, action);
    }

    /// What failed, why, and a way to try again.
    public static Node error(String title, String reason, Node action) {
        return box("noc-error", title, reason, action);
    }

    private static Node box(String styleClass, String title, String words, Node action) {
        Label head = new Label(title);
        head.getStyleClass().add("noc-state-title");
        Label body = new Label(words);
        body.getStyleClass().add("noc-state-text");
        body.setWrapText(true);
        VBox box = new VBox(head, body, action);
        box.getStyleClass().add(styleClass);
        return box;
    }
}
