package io.nocturne.model.alert;

import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SeriesKey;
import java.time.Instant;
import java.util.List;

/// What was going on when an alert was raised, or got worse.
///
/// **Shape** - `number` is that step's among the alert's. `processes` the busiest ones, `top` the highest disk
/// and network series of each metric; `samples` at most [#MAX_SERIES] series of at most [#MAX_SAMPLES], of
/// five minutes before the step and, once it is `complete`, five minutes after it.
/// **Unit** - values in their metrics'; times by the host's clock.
public record AlertEvidence(
        int number,
        Instant at,
        boolean complete,
        List<ProcessSample> processes,
        List<TopValue> top,
        List<Samples> samples) {

    public static final int MAX_SERIES = 20;
    public static final int MAX_SAMPLES = 200;

    public AlertEvidence {
        processes = processes == null ? List.of() : List.copyOf(processes);
        top = top == null ? List.of() : List.copyOf(top);
        samples = samples == null ? List.of() : List.copyOf(samples);
    }

    /// A series' newest value at the step.
    public record TopValue(SeriesKey series, double value) {}

    /// What a series did around the step; `times` and `values` are as long.
    public record Samples(SeriesKey series, List<Instant> times, List<Double> values) {

        public Samples {
            times = times == null ? List.of() : List.copyOf(times);
            values = values == null ? List.of() : List.copyOf(values);
        }
    }
}
