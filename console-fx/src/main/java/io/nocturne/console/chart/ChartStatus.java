package io.nocturne.console.chart;

/// Whether a chart has something to draw, and what it says if not. Texts are for people, in their language.
public sealed interface ChartStatus {

    /// Draw what is there.
    record Ready() implements ChartStatus {}

    /// Asked for and on its way; points that are there already are drawn.
    record Loading() implements ChartStatus {}

    /// There is nothing; `message` says why in one sentence.
    record Empty(String message) implements ChartStatus {}

    /// It could not be had; `message` says what and why. Points that are there already are drawn, muted.
    record Failed(String message) implements ChartStatus {}
}
