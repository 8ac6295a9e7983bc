package io.nocturne.console.chart;

/// The sentence that stands in a chart instead of lines, or nothing.
final class StatusText {

    private StatusText() {}

    static String of(ChartModel model, boolean hasPoints, Words words) {
        return switch (model.status()) {
            case ChartStatus.Ready() -> hasPoints ? "" : words.noData();
            case ChartStatus.Loading() -> hasPoints ? "" : words.say("loading");
            case ChartStatus.Empty(String message) -> message;
            case ChartStatus.Failed(String message) -> message;
        };
    }
}
