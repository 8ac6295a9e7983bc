package io.nocturne.console.chart;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/// Hatches the times in which nothing was measured, and writes how long they were where that fits.
final class GapPainter {

    private static final double PADDING = 4;
    private static final double LABEL_HEIGHT = 16;

    private GapPainter() {}

    static void draw(GraphicsContext graphics, Plot plot, ChartPalette palette, List<Gap> gaps, Words words) {
        for (Gap gap : gaps) {
            double left = Math.max(plot.left(), plot.x(gap.fromMillis()));
            double right = Math.min(plot.right(), plot.x(gap.toMillis()));
            graphics.setFill(palette.hatch());
            graphics.fillRect(left, plot.top(), right - left, plot.height());
            String length = words.duration(gap.length());
            if (!label(graphics, plot, palette, left, right, words.say("no-data-for", length))) {
                label(graphics, plot, palette, left, right, length);
            }
        }
    }

    /// On a plate of the panel's color, since letters on a hatch cannot be read; false when it does not fit.
    private static boolean label(
            GraphicsContext graphics, Plot plot, ChartPalette palette, double left, double right, String text) {
        double width = Lettering.width(text, Lettering.AXIS) + 2 * PADDING;
        if (right - left < width || plot.height() < 3 * LABEL_HEIGHT) {
            return false;
        }
        double center = (left + right) / 2;
        double top = plot.top() + PADDING;
        Color panel = palette.color(Ink.PANEL);
        graphics.setFill(panel);
        graphics.fillRoundRect(center - width / 2, top, width, LABEL_HEIGHT, 6, 6);
        graphics.setFill(palette.color(Ink.TEXT));
        graphics.setFont(Lettering.AXIS);
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.fillText(text, center, top + LABEL_HEIGHT / 2);
        return true;
    }
}
