package io.nocturne.console.fx;

import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What all screens share of the view: the one time of all charts (how far back, live or standing,
/// where the crosshair is) and the text that hosts are filtered by.
///
/// **Absent** - `pausedAt` holds null while live, `crosshair` while nobody points.
/// **Threads** - confined to the JavaFX thread.
public final class SharedView {

    private final ObjectProperty<TimeSpan> span = new SimpleObjectProperty<>(this, "span", TimeSpan.QUARTER_HOUR);
    private final ObjectProperty<@Nullable Instant> pausedAt = new SimpleObjectProperty<>(this, "pausedAt");
    private final ObjectProperty<@Nullable Instant> crosshair = new SimpleObjectProperty<>(this, "crosshair");

    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");

    public ObjectProperty<TimeSpan> spanProperty() {
        return span;
    }

    public ObjectProperty<@Nullable Instant> pausedAtProperty() {
        return pausedAt;
    }

    public ObjectProperty<@Nullable Instant> crosshairProperty() {
        return crosshair;
    }

    public StringProperty filterProperty() {
        return filter;
    }

    public boolean isPaused() {
        return pausedAt.get() != null;
    }
}
