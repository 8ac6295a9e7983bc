package io.nocturne.console.screen.hosts;

import java.util.function.Function;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;

/// A cell with a text; what is cut off stands in the tooltip.
final class TextCell extends RowCell {

    private final Function<HostRow, String> text;
    private final Function<HostRow, String> whole;
    private final Tooltip tooltip = new Tooltip();

    TextCell(Function<HostRow, String> text, Function<HostRow, String> whole) {
        this.text = text;
        this.whole = whole;
        // The end of a host's name tells it from its neighbors.
        setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    }

    TextCell strong() {
        getStyleClass().addAll("noc-strong", "noc-medium");
        return this;
    }

    TextCell muted() {
        getStyleClass().add("noc-muted");
        return this;
    }

    TextCell number() {
        getStyleClass().add("noc-cell-number");
        return this;
    }

    @Override
    void show(HostRow row) {
        setText(text.apply(row));
        tooltip.setText(whole.apply(row));
        setTooltip(tooltip.getText().isEmpty() ? null : tooltip);
    }

    @Override
    void clear() {
        setText(null);
        setTooltip(null);
    }
}
