package io.nocturne.console.chart;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/// Lines or a stack over time.
///
/// **Shape** - see [ChartModel]; the legend hides a line at a click and isolates it at Alt and click.
/// **Absent** - a gap breaks lines and surfaces and is hatched with its length; nothing is interpolated.
/// **Threads** - confined to the JavaFX thread.
public final class TimeChart extends TimeDrawing {

    private static final double ROOMY = 96;

    private final SeriesColors colors = new SeriesColors();
    private final Set<String> hidden = new HashSet<>();
    private final ChartLegend legend = new ChartLegend(this::toggle);

    private List<LineView> shown = List.of();
    private ValueAxis axis = ValueAxis.fit(getModel().display(), 0, 1, null, true, null);
    private @Nullable AxisUnit unit;

    public TimeChart(Locale locale, ZoneId zone) {
        super(locale, zone);
    }

    @Override
    public Node legend() {
        return legend;
    }

    @Override
    public String summary() {
        return Summary.of(title(), getModel(), shown, zone(), locale());
    }

    @Override
    double prepare(double plotHeight) {
        ChartModel model = getModel();
        Map<String, Integer> byKey = colors.assign(model.lines());
        List<ChartLine> visible = model.lines().stream()
                .filter(line -> !hidden.contains(line.key()))
                .toList();
        List<Points> points = visible.stream().map(ChartLine::points).toList();
        List<Points> drawn = isStack() ? Stack.cumulate(points, model.gapAfterMillis()) : points;
        List<LineView> views = new ArrayList<>();
        for (int i = 0; i < visible.size(); i++) {
            ChartLine line = visible.get(i);
            views.add(new LineView(line, byKey.getOrDefault(line.key(), SeriesColors.OTHERS), drawn.get(i)));
        }
        shown = views;
        axis = fitAxis(plotHeight);
        unit = axis.unit();
        return ValueAxisPainter.width(axis);
    }

    @Override
    void drawGrid(GraphicsContext graphics) {
        if (hasPoints()) {
            ValueAxisPainter.draw(graphics, plot(), palette(), axis);
        }
    }

    @Override
    void drawData(GraphicsContext graphics) {
        graphics.save();
        graphics.beginPath();
        // Half a line's width more, so that a line at 0 % or 100 % is not halved.
        graphics.rect(plot().left(), plot().top() - 1, plot().width(), plot().height() + 2);
        graphics.clip();
        LinePainter painter = new LinePainter(graphics, this::y);
        List<Trace> traces = shown.stream()
                .map(view -> Decimator.trace(view.drawn(), plot(), getModel().gapAfterMillis()))
                .toList();
        LinesPainter lines = new LinesPainter(painter, palette(), isFocused());
        if (isStack()) {
            lines.stack(shown, traces);
        } else {
            lines.each(shown, traces, getModel().style() == LineStyle.AREA);
        }
        graphics.restore();
    }

    @Override
    void drawReading(GraphicsContext graphics, long timeMillis) {
        double x = Math.floor(plot().x(timeMillis)) + 0.5;
        for (LineView view : shown) {
            OptionalDouble value =
                    Readout.at(view.drawn(), timeMillis, getModel().gapAfterMillis());
            value.ifPresent(at -> CrosshairPainter.dot(
                    graphics, palette(), x, y(at), palette().color(Ink.series(view.color()))));
        }
    }

    /// Colored lines come first, so that the grey ones are what has no room.
    @Override
    void updateLegend() {
        ChartModel model = getModel();
        Map<String, Integer> byKey = colors.assign(model.lines());
        ValueFormat format = ValueFormat.of(model.display(), locale());
        List<LegendEntry> entries = model.lines().stream()
                .map(line -> entry(line, byKey.getOrDefault(line.key(), SeriesColors.OTHERS), format))
                .sorted(Comparator.comparing((LegendEntry entry) -> entry.color() == SeriesColors.OTHERS))
                .toList();
        legend.show(entries, words());
    }

    private LegendEntry entry(ChartLine line, int color, ValueFormat format) {
        boolean isHidden = hidden.contains(line.key());
        String value = isHidden
                ? ""
                : format.text(Readout.of(
                        line.points(), getModel(), crosshairProperty().get()));
        boolean isDashed = getModel().style() == LineStyle.LINE;
        return new LegendEntry(line.key(), line.label(), value, color, isDashed, isHidden);
    }

    private ValueAxis fitAxis(double plotHeight) {
        ChartModel model = getModel();
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (LineView view : shown) {
            for (int i = 0; i < view.drawn().size(); i++) {
                if (view.drawn().time(i) >= model.window().from().toEpochMilli()) {
                    low = Math.min(low, view.drawn().min(i));
                    high = Math.max(high, view.drawn().max(i));
                }
            }
        }
        double bottom = Double.isInfinite(low) ? 0 : low;
        return ValueAxis.fit(model.display(), bottom, high, model.bounds(), plotHeight >= ROOMY, unit);
    }

    private boolean isStack() {
        return getModel().style() == LineStyle.STACKED_AREA;
    }

    private double y(double value) {
        return plot().bottom() - axis.share(value) * plot().height();
    }

    /// Isolating the line that is alone already brings the others back.
    private void toggle(String key, boolean isolate) {
        if (isolate) {
            Set<String> others = new HashSet<>();
            getModel().lines().forEach(line -> others.add(line.key()));
            others.remove(key);
            boolean isAlone = hidden.equals(others);
            hidden.clear();
            hidden.addAll(isAlone ? Set.of() : others);
        } else if (!hidden.remove(key)) {
            hidden.add(key);
        }
        invalidate();
    }
}
