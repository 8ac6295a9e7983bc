package io.nocturne.console.chart;

/// What one item of a legend shows; `color` is a series color, 0 the grey of the rest.
record LegendEntry(String key, String label, String value, int color, boolean dashed, boolean hidden) {

    /// Whether an item made for `other` can show this entry by a change of its texts.
    boolean looksLike(LegendEntry other) {
        return key.equals(other.key) && color == other.color && dashed == other.dashed && hidden == other.hidden;
    }
}
