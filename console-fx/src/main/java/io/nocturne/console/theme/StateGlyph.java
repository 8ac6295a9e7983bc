package io.nocturne.console.theme;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The shape of a state in a square box, 14 px unless told otherwise; the word belongs beside it.
///
/// **Threads** - confined to the JavaFX thread.
public final class StateGlyph extends Region {

    /// The box that the paths are drawn in.
    private static final double BOX = 14;

    private final ObjectProperty<GlyphState> state = new SimpleObjectProperty<>(this, "state", GlyphState.OK);
    private final double size;
    private final SVGPath shape = new SVGPath();
    private final SVGPath mark = new SVGPath();

    public StateGlyph(GlyphState state) {
        this(state, BOX);
    }

    public StateGlyph(GlyphState state, double size) {
        this.size = size;
        getStyleClass().add("noc-glyph");
        shape.getStyleClass().add("noc-glyph-shape");
        mark.getStyleClass().add("noc-glyph-mark");
        for (SVGPath path : List.of(shape, mark)) {
            path.setManaged(false);
            path.getTransforms().add(new Scale(size / BOX, size / BOX));
        }
        getChildren().addAll(shape, mark);
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
        this.state.subscribe(this::draw);
        setState(state);
    }

    public ObjectProperty<GlyphState> stateProperty() {
        return state;
    }

    public GlyphState getState() {
        return state.get();
    }

    public void setState(GlyphState newState) {
        state.set(newState);
    }

    /// The box's edge in pixels.
    public double size() {
        return size;
    }

    private void draw(GlyphState now) {
        for (GlyphState each : GlyphState.values()) {
            getStyleClass().remove(each.styleClass());
        }
        getStyleClass().add(now.styleClass());
        GlyphPaths paths = GlyphPaths.of(now);
        shape.setContent(paths.shape());
        mark.setContent(paths.mark());
    }
}
