package io.nocturne.model.series;

import java.time.Instant;

/// What a series did in one step of an answer.
///
/// **Shape** - `count` samples, at least 1; of a single sample, `min`, `avg` and `max` are equal. Where series were
/// combined, `avg` is the combined value and `count` the number of series that had a sample in the step.
/// **Unit** - values in the metric's unit; `time` is the step's start, or the sample's own time where nothing was
/// combined.
public record SeriesPoint(Instant time, double min, double avg, double max, long count) {

    /// A single sample.
    public static SeriesPoint of(Instant time, double value) {
        return new SeriesPoint(time, value, value, value, 1);
    }
}
