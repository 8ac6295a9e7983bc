package io.nocturne.console.theme;

import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// Nocturne's sign: a crescent, and a pulse that runs out of its shadow.
///
/// **Threads** - confined to the JavaFX thread.
public final class Logo extends Region {

    /// The box that the paths are drawn in.
    private static final double BOX = 24;

    private static final String CRESCENT = "M11 2.2A9.9 9.9 0 1 0 20.6 15.2A7.9 7.9 0 0 1 11 2.2Z";
    private static final String PULSE = "M11 10.4h2.7l1.9-4.2l2.5 7.2l1.5-3h3.2";

    public Logo(double size) {
        getStyleClass().add("noc-logo");
        SVGPath crescent = path(CRESCENT, "noc-logo-crescent", size);
        SVGPath pulse = path(PULSE, "noc-logo-pulse", size);
        getChildren().addAll(List.of(crescent, pulse));
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
    }

    private static SVGPath path(String content, String styleClass, double size) {
        SVGPath path = new SVGPath();
        path.setContent(content);
        path.getStyleClass().add(styleClass);
        path.setManaged(false);
        path.getTransforms().add(new Scale(size / BOX, size / BOX));
        return path;
    }
}
