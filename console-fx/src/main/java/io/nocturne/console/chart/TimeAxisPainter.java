package io.nocturne.console.chart;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// Draws the bottom axis: a line of the grid and a label for each mark.
final class TimeAxisPainter {

    private static final double LABEL_CENTER = 11;
    private static final double LABEL_GAP = 8;

    private TimeAxisPainter() {}

    static void draw(GraphicsContext graphics, Plot plot, ChartPalette palette, List<TimeTick> ticks) {
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setLineDashes();
        graphics.setLineWidth(1);
        double free = Double.NEGATIVE_INFINITY;
        for (TimeTick tick : ticks) {
            double x = Math.floor(plot.x(tick.timeMillis())) + 0.5;
            graphics.setStroke(palette.color(Ink.GRID));
            graphics.strokeLine(x, plot.top(), x, plot.bottom());
            var font = tick.isDate() ? Lettering.STRONG : Lettering.AXIS;
            double half = Lettering.width(tick.label(), font) / 2;
            // A label that would be cut or would touch its neighbor is left out; its line stays.
            if (x - half >= free && x - half >= plot.left() - LABEL_GAP && x + half <= plot.right() + LABEL_GAP) {
                graphics.setFont(font);
                graphics.setFill(palette.color(tick.isDate() ? Ink.TEXT : Ink.MUTED));
                graphics.fillText(tick.label(), x, plot.bottom() + LABEL_CENTER);
                free = x + half + LABEL_GAP;
            }
        }
    }
}
