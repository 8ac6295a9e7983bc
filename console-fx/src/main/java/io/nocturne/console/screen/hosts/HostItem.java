package io.nocturne.console.screen.hosts;

import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A host's place in the list: it stays while its values change, so that selection and scrolling stay too.
///
/// **Threads** - confined to the JavaFX thread.
final class HostItem {

    private final ReadOnlyObjectWrapper<HostRow> row;

    HostItem(HostRow first) {
        row = new ReadOnlyObjectWrapper<>(this, "row", first);
    }

    ReadOnlyObjectProperty<HostRow> rowProperty() {
        return row.getReadOnlyProperty();
    }

    HostRow row() {
        return Objects.requireNonNull(row.get());
    }

    void set(HostRow now) {
        if (!now.equals(row.get())) {
            row.set(now);
        }
    }
}
