package io.nocturne.console.chart;

import java.util.List;
import javafx.scene.paint.Color;

/// Puts a chart's lines together: each on its own, or as a stack.
final class LinesPainter {

    private static final double WIDTH = 1.5;
    private static final double FOCUSED_WIDTH = 2;
    private static final double LAYER_WIDTH = 1;
    private static final double BAND = 0.22;
    private static final double LAYER = 0.45;

    private final LinePainter painter;
    private final ChartPalette palette;
    private final double width;

    LinesPainter(LinePainter painter, ChartPalette palette, boolean focused) {
        this.painter = painter;
        this.palette = palette;
        this.width = focused ? FOCUSED_WIDTH : WIDTH;
    }

    /// The first line is drawn last, so that it lies on top; the grey rest lies below all.
    void each(List<LineView> views, List<Trace> traces, boolean tinted) {
        for (boolean rest : new boolean[] {true, false}) {
            for (int i = views.size() - 1; i >= 0; i--) {
                int color = views.get(i).color();
                if ((color == SeriesColors.OTHERS) == rest) {
                    one(traces.get(i), color, tinted);
                }
            }
        }
    }

    private void one(Trace trace, int color, boolean tinted) {
        Color ink = palette.color(Ink.series(color));
        if (tinted) {
            painter.surface(trace, 0, palette.color(Ink.series(color), BAND));
        }
        if (trace.isBanded() && color != SeriesColors.OTHERS) {
            painter.band(trace, palette.color(Ink.series(color), BAND));
        }
        painter.line(trace, ink, width, tinted ? new double[0] : LinePainter.dashes(color));
    }

    /// The total is what people look for, so its outline is the strong one.
    void stack(List<LineView> views, List<Trace> traces) {
        for (int i = 0; i < traces.size(); i++) {
            Color fill = palette.color(Ink.series(views.get(i).color()), LAYER);
            if (i == 0) {
                painter.surface(traces.get(i), 0, fill);
            } else {
                painter.surface(traces.get(i), traces.get(i - 1), fill);
            }
        }
        for (int i = 0; i < traces.size(); i++) {
            boolean isTotal = i > 0 && i == traces.size() - 1;
            Color ink =
                    palette.color(isTotal ? Ink.STRONG : Ink.series(views.get(i).color()));
            if (isTotal && traces.get(i).isBanded()) {
                painter.band(traces.get(i), palette.color(Ink.STRONG, BAND));
            }
            painter.line(traces.get(i), ink, isTotal ? width : LAYER_WIDTH, new double[0]);
        }
    }
}
