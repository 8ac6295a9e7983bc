package io.nocturne.console.fx;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/// A row of joined buttons of which one is chosen.
///
/// **Threads** - confined to the JavaFX thread.
public final class Segments extends HBox {

    private Segments() {
        getStyleClass().add("noc-segment");
        setMaxWidth(USE_PREF_SIZE);
    }

    /// Shows each choice under its name and keeps `value` at the one that was pressed.
    public static <T> Segments of(List<T> choices, Function<T, String> name, ObjectProperty<T> value) {
        Segments row = new Segments();
        for (T choice : choices) {
            ToggleButton button = new ToggleButton(name.apply(choice));
            button.setOnAction(_ -> {
                value.set(choice);
                row.mark(choices.indexOf(choice));
            });
            row.getChildren().add(button);
        }
        row.mark(choices.indexOf(Objects.requireNonNull(value.get())));
        return row;
    }

    /// Also when the chosen one was pressed again, which would otherwise come out.
    private void mark(int chosen) {
        for (int i = 0; i < getChildren().size(); i++) {
            ((ToggleButton) getChildren().get(i)).setSelected(i == chosen);
        }
    }
}
