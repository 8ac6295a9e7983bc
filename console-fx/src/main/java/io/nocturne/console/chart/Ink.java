package io.nocturne.console.chart;

import java.util.List;

/// What a chart paints with; each ink takes its color from the token of the same name in the scene's theme.
enum Ink {
    PANEL("-noc-ink-panel"),
    GRID("-noc-ink-grid"),
    STRONG("-noc-ink-strong"),
    TEXT("-noc-ink-text"),
    MUTED("-noc-ink-muted"),
    ON_STRONG("-noc-ink-on-strong"),
    ACCENT("-noc-ink-accent"),
    HATCH("-noc-ink-hatch"),
    OTHERS("-noc-ink-others"),
    SERIES_1("-noc-ink-series-1"),
    SERIES_2("-noc-ink-series-2"),
    SERIES_3("-noc-ink-series-3"),
    SERIES_4("-noc-ink-series-4"),
    SERIES_5("-noc-ink-series-5"),
    SERIES_6("-noc-ink-series-6"),
    SERIES_7("-noc-ink-series-7"),
    SERIES_8("-noc-ink-series-8"),
    HEAT_0("-noc-ink-heat-0"),
    HEAT_1("-noc-ink-heat-1"),
    HEAT_2("-noc-ink-heat-2"),
    HEAT_3("-noc-ink-heat-3"),
    HEAT_4("-noc-ink-heat-4"),
    HEAT_5("-noc-ink-heat-5");

    private static final List<Ink> SERIES =
            List.of(OTHERS, SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6, SERIES_7, SERIES_8);
    private static final List<Ink> HEAT = List.of(HEAT_0, HEAT_1, HEAT_2, HEAT_3, HEAT_4, HEAT_5);

    private final String property;

    Ink(String property) {
        this.property = property;
    }

    /// The CSS property that `nocturne.css` sets on a chart's palette.
    String property() {
        return property;
    }

    /// The ink of a series color, 1 to 8, or of the grey rest.
    static Ink series(int color) {
        return SERIES.get(color);
    }

    /// The inks of the heat steps, coolest first.
    static List<Ink> heat() {
        return HEAT;
    }

    /// The ink of a share of 0 to 1 in six equal steps.
    static Ink heat(double share) {
        return HEAT.get(Math.clamp((int) Math.floor(share * HEAT.size()), 0, HEAT.size() - 1));
    }
}
