package io.nocturne.console.chart;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// Draws the left axis: a line of the grid and a label for each mark.
final class ValueAxisPainter {

    private static final double MIN_WIDTH = 40;
    private static final double MAX_WIDTH = 58;
    private static final double GAP = 6;

    private ValueAxisPainter() {}

    /// The room that the labels need.
    static double width(ValueAxis axis) {
        double widest = axis.ticks().stream()
                .mapToDouble(tick -> Lettering.width(axis.label(tick), Lettering.AXIS))
                .max()
                .orElse(0);
        return Math.clamp(widest + GAP + 2, MIN_WIDTH, MAX_WIDTH);
    }

    static void draw(GraphicsContext graphics, Plot plot, ChartPalette palette, ValueAxis axis) {
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setLineDashes();
        graphics.setLineWidth(1);
        for (double tick : axis.ticks()) {
            double y = Math.floor(plot.bottom() - axis.share(tick) * plot.height()) + 0.5;
            graphics.setStroke(palette.color(Ink.GRID));
            graphics.strokeLine(plot.left(), y, plot.right(), y);
            // A cut axis exaggerates; its lowest number must be seen.
            boolean warns = axis.isCut() && tick == axis.ticks().getFirst();
            graphics.setFill(palette.color(warns ? Ink.STRONG : Ink.MUTED));
            graphics.setFont(warns ? Lettering.STRONG : Lettering.AXIS);
            graphics.fillText(axis.label(tick), plot.left() - GAP, y, plot.left() - GAP - 1);
        }
    }
}
