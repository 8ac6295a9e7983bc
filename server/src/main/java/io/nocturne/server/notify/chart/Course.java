package io.nocturne.server.notify.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a value went, and how it is to be shown.
///
/// **Shape** - `times` ascending, a value for each; one that is not finite is a gap.
/// **Unit** - values and thresholds in `unit`, the symbol that the alert has for `metric`.
/// **Absent** - `metric` for a source that is none; a threshold that there is not.
/// **Threads** - immutable.
public record Course(
        String title,
        List<Instant> times,
        List<Double> values,
        @Nullable Double warning,
        @Nullable Double critical,
        @Nullable String metric,
        @Nullable String unit,
        ZoneId zone,
        Locale language) {

    public Course {
        times = List.copyOf(times);
        values = List.copyOf(values);
        if (times.size() != values.size()) {
            throw new IllegalArgumentException("%d times and %d values".formatted(times.size(), values.size()));
        }
    }
}
