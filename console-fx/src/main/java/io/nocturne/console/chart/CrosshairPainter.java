package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/// Draws the crosshair: its line, the time in a pill on the bottom axis, and dots on values.
final class CrosshairPainter {

    private static final double PILL_HEIGHT = 17;
    private static final double PILL_PADDING = 5;
    private static final double DOT = 7;

    private CrosshairPainter() {}

    static void draw(GraphicsContext graphics, Plot plot, ChartPalette palette, long timeMillis, String moment) {
        double x = Math.floor(plot.x(timeMillis)) + 0.5;
        graphics.setLineDashes();
        graphics.setLineWidth(1);
        graphics.setStroke(palette.color(Ink.STRONG));
        graphics.strokeLine(x, plot.top(), x, plot.bottom());
        double width = Lettering.width(moment, Lettering.STRONG) + 2 * PILL_PADDING;
        double left = Math.clamp(x - width / 2, 0, Math.max(0, plot.right() + 10 - width));
        double top = plot.bottom() + 2;
        graphics.setFill(palette.color(Ink.STRONG));
        graphics.fillRoundRect(left, top, width, PILL_HEIGHT, 6, 6);
        graphics.setFill(palette.color(Ink.ON_STRONG));
        graphics.setFont(Lettering.STRONG);
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.fillText(moment, left + width / 2, top + PILL_HEIGHT / 2);
    }

    /// A dot with a rim in the panel's color, so that it stands out from its own line.
    static void dot(GraphicsContext graphics, ChartPalette palette, double x, double y, Color color) {
        graphics.setFill(palette.color(Ink.PANEL));
        graphics.fillOval(x - DOT / 2 - 1, y - DOT / 2 - 1, DOT + 2, DOT + 2);
        graphics.setFill(color);
        graphics.fillOval(x - DOT / 2, y - DOT / 2, DOT, DOT);
    }

    /// The range that is being dragged over.
    static void selection(GraphicsContext graphics, Plot plot, ChartPalette palette, TimeRange range) {
        double left = plot.x(range.from().toEpochMilli());
        double right = plot.x(range.to().toEpochMilli());
        graphics.setFill(palette.color(Ink.ACCENT, 0.18));
        graphics.fillRect(left, plot.top(), right - left, plot.height());
        graphics.setFill(palette.color(Ink.ACCENT));
        graphics.fillRect(left, plot.top(), 1, plot.height());
        graphics.fillRect(right - 1, plot.top(), 1, plot.height());
    }
}
