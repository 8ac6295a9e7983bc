package io.nocturne.console.chart;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/// The legend of a chart: one line of items, and "+3" for those that have no room.
///
/// **Threads** - confined to the JavaFX thread.
final class ChartLegend extends Region {

    private static final double GAP = 14;

    private final BiConsumer<String, Boolean> onToggle;
    private final Label more = new Label();
    private final Tooltip hidden = new Tooltip();
    private List<LegendItem> items = List.of();
    private Words words = Words.in(Locale.ENGLISH);

    ChartLegend(BiConsumer<String, Boolean> onToggle) {
        this.onToggle = onToggle;
        getStyleClass().add("noc-legend");
        more.getStyleClass().add("noc-legend-more");
        more.setManaged(false);
        more.setTooltip(hidden);
        setMinWidth(0);
    }

    /// Shows the entries. Items are kept as long as only their texts change, so that focus and pointer stay where they
    /// are.
    void show(List<LegendEntry> entries, Words newWords) {
        words = newWords;
        if (entries.size() == items.size() && allCanShow(entries)) {
            for (int i = 0; i < entries.size(); i++) {
                items.get(i).show(entries.get(i));
            }
        } else {
            items = entries.stream()
                    .map(entry -> new LegendItem(entry, onToggle))
                    .toList();
            getChildren().setAll(items);
            getChildren().add(more);
        }
        requestLayout();
    }

    private boolean allCanShow(List<LegendEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (!items.get(i).canShow(entries.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void layoutChildren() {
        int fitting = fitting();
        double x = 0;
        for (int i = 0; i < items.size(); i++) {
            LegendItem item = items.get(i);
            item.setVisible(i < fitting);
            double width = Math.ceil(item.prefWidth(-1));
            item.resizeRelocate(x, 0, width, getHeight());
            x += i < fitting ? width + GAP : 0;
        }
        more.setVisible(fitting < items.size());
        if (more.isVisible()) {
            more.setText(words.say("more", items.size() - fitting));
            hidden.setText(items.stream()
                    .skip(fitting)
                    .map(LegendItem::getAccessibleText)
                    .collect(Collectors.joining("\n")));
            more.resizeRelocate(x, 0, Math.ceil(more.prefWidth(-1)), getHeight());
        }
    }

    /// How many items fit, with room for the "+3" unless all do.
    private int fitting() {
        double moreWidth = Lettering.width("+99", Lettering.AXIS) + 4;
        double x = 0;
        for (int i = 0; i < items.size(); i++) {
            x += Math.ceil(items.get(i).prefWidth(-1));
            boolean isLast = i == items.size() - 1;
            if (x + (isLast ? 0 : GAP + moreWidth) > getWidth() + 0.5) {
                return i;
            }
            x += GAP;
        }
        return items.size();
    }

    @Override
    protected double computePrefWidth(double height) {
        return items.stream()
                .mapToDouble(item -> Math.ceil(item.prefWidth(-1)) + GAP)
                .sum();
    }

    @Override
    protected double computePrefHeight(double width) {
        return 20;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 20;
    }
}
