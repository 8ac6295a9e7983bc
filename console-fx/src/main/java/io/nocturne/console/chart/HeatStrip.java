package io.nocturne.console.chart;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// Many shares of 0 to 1 over time, a row each: "CPU per core, busy cores stand out".
///
/// **Shape** - a row for each line of the model, the first on top; six steps of brightness; a cell
/// shows the mean of its time. Style and bounds of the model do not matter.
/// **Absent** - a cell without a value stays empty; where all rows have none there is a hatch, as in [TimeChart].
/// **Threads** - confined to the JavaFX thread.
public final class HeatStrip extends TimeDrawing {

    private static final double CELL_WIDTH = 6;
    private static final double LEFT = 40;
    private static final double LABEL_GAP = 6;
    private static final double MIN_LABEL_HEIGHT = 15;
    private static final double MIN_SPACED_ROW = 4;

    private final HeatLegend legend = new HeatLegend();
    private double left = LEFT;

    public HeatStrip(Locale locale, ZoneId zone) {
        super(locale, zone);
    }

    @Override
    public Node legend() {
        return legend;
    }

    @Override
    public String summary() {
        List<LineView> views = getModel().lines().stream()
                .map(line -> new LineView(line, SeriesColors.OTHERS, line.points()))
                .toList();
        return Summary.of(title(), getModel(), views, zone(), locale());
    }

    @Override
    double prepare(double plotHeight) {
        double widest = getModel().lines().stream()
                .mapToDouble(line -> Lettering.width(line.label(), Lettering.AXIS))
                .max()
                .orElse(0);
        left = Math.clamp(widest + LABEL_GAP + 2, LEFT, 58);
        return left;
    }

    /// Labels every row, or every second, fourth, ... as there is room.
    @Override
    void drawGrid(GraphicsContext graphics) {
        List<ChartLine> rows = getModel().lines();
        graphics.setFont(Lettering.AXIS);
        graphics.setFill(palette().color(Ink.MUTED));
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setTextBaseline(VPos.CENTER);
        int every = 1;
        while (every * rowHeight() < MIN_LABEL_HEIGHT && every < rows.size()) {
            every *= 2;
        }
        List<String> labels = RowLabels.of(rows);
        for (int row = 0; row < rows.size(); row += every) {
            double y = plot().top() + (row + 0.5) * rowHeight();
            graphics.fillText(labels.get(row), left - LABEL_GAP, y, left - LABEL_GAP - 1);
        }
    }

    @Override
    void drawData(GraphicsContext graphics) {
        List<ChartLine> rows = getModel().lines();
        double gap = rowHeight() >= MIN_SPACED_ROW ? 1 : 0;
        for (int row = 0; row < rows.size(); row++) {
            double top = Math.round(plot().top() + row * rowHeight());
            double bottom = Math.round(plot().top() + (row + 1) * rowHeight());
            drawRow(graphics, rows.get(row).points(), top, Math.max(1, bottom - top - gap));
        }
    }

    private void drawRow(GraphicsContext graphics, Points points, double top, double height) {
        HeatCells cells = HeatCells.of(points, plot(), CELL_WIDTH, getModel().gapAfterMillis());
        for (int cell = 0; cell < cells.count(); cell++) {
            OptionalDouble mean = cells.mean(cell);
            if (mean.isPresent()) {
                double x = plot().left() + cell * CELL_WIDTH;
                graphics.setFill(palette().color(Ink.heat(mean.getAsDouble())));
                graphics.fillRect(x, top, Math.min(CELL_WIDTH, plot().right() - x) - 0.5, height);
            }
        }
    }

    @Override
    void drawReading(GraphicsContext graphics, long timeMillis) {
        // The legend says the busiest row; dots would cover the cells.
    }

    @Override
    void updateLegend() {
        legend.show(Busiest.of(getModel(), crosshairProperty().get(), locale()), words());
    }

    private double rowHeight() {
        return plot().height() / Math.max(1, getModel().lines().size());
    }
}
