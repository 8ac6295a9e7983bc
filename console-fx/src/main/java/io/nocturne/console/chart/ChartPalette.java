package io.nocturne.console.chart;

import io.nocturne.console.theme.Hatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.jspecify.annotations.Nullable;

/// The colors of a chart, as the scene's style sheets set them.
///
/// A node without size inside the chart: canvases cannot be styled, and a node of its own keeps
/// thirty properties out of each chart's class. It is visible, because JavaFX does not style what
/// is not.
///
/// **Threads** - confined to the JavaFX thread.
final class ChartPalette extends Region {

    private static final StyleablePropertyFactory<ChartPalette> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private final Map<Ink, StyleableProperty<Color>> colors = new EnumMap<>(Ink.class);
    private @Nullable Paint hatch;

    /// `onChange` runs for every color that changes, many times at a change of theme.
    ChartPalette(Runnable onChange) {
        getStyleClass().add("noc-chart-palette");
        setManaged(false);
        setMouseTransparent(true);
        for (Ink ink : Ink.values()) {
            StyleableProperty<Color> color = FACTORY.createStyleableColorProperty(
                    this, ink.name(), ink.property(), palette -> palette.property(ink), Color.GRAY);
            colors.put(ink, color);
            ((javafx.beans.value.ObservableValue<?>) color).addListener((_, _, _) -> {
                hatch = null;
                onChange.run();
            });
        }
    }

    Color color(Ink ink) {
        return property(ink).getValue();
    }

    Color color(Ink ink, double opacity) {
        return color(ink).deriveColor(0, 1, 1, opacity);
    }

    /// The hatch of "we do not know".
    Paint hatch() {
        Paint known = hatch;
        if (known == null) {
            known = Hatch.of(color(Ink.HATCH));
            hatch = known;
        }
        return known;
    }

    private StyleableProperty<Color> property(Ink ink) {
        StyleableProperty<Color> color = colors.get(ink);
        if (color == null) {
            throw new IllegalStateException("ink " + ink + " was not made");
        }
        return color;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
