package io.nocturne.console.chart;

import java.time.ZoneId;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Stub
public final class TimeChart extends TimeDrawing {

    private final Pane legend = new Pane();

    public TimeChart(Locale locale, ZoneId zone) {
        super(locale, zone);
    }

    @Override
    public Node legend() {
        return legend;
    }

    @Override
    public String summary() {
        return "";
    }
}
