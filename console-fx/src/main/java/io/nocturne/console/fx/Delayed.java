package io.nocturne.console.fx;

import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.util.Duration;

/// Shows a node a moment later, once.
final class Delayed {

    private static final Duration MOMENT = Duration.millis(200);

    private Delayed() {}

    static void show(Node node) {
        node.setVisible(false);
        PauseTransition pause = new PauseTransition(MOMENT);
        pause.setOnFinished(_ -> node.setVisible(true));
        pause.play();
    }
}
