package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;
import java.time.Instant;

/// Where a drawing's plot lies on the canvas, and which time stands where in it.
///
/// **Unit** - pixels; `left` and `top` are the plot's corner.
record Plot(double left, double top, double width, double height, long fromMillis, long toMillis) {

    static Plot of(double left, double top, double width, double height, TimeRange window) {
        return new Plot(
                left,
                top,
                Math.max(1, width),
                Math.max(1, height),
                window.from().toEpochMilli(),
                window.to().toEpochMilli());
    }

    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    double x(long timeMillis) {
        return left + (double) (timeMillis - fromMillis) / (toMillis - fromMillis) * width;
    }

    long millisAt(double x) {
        return fromMillis + Math.round((x - left) / width * (toMillis - fromMillis));
    }

    Instant timeAt(double x) {
        return Instant.ofEpochMilli(millisAt(x));
    }

    boolean contains(double x, double y) {
        return x >= left && x <= right() && y >= top && y <= bottom();
    }

    boolean spans(long timeMillis) {
        return timeMillis >= fromMillis && timeMillis <= toMillis;
    }
}
