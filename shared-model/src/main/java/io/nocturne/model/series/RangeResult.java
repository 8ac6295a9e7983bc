package io.nocturne.model.series;

import java.time.Instant;
import java.util.List;

/// The answer to a range query: `[from, to)` in steps.
///
/// **Unit** - `stepMillis` is the width of a step; 0 where every point is a sample as it came. `serverTime` is when the
/// answer was made.
public record RangeResult(
        Instant serverTime, Instant from, Instant to, Resolution resolution, long stepMillis, List<SeriesData> series) {

    public RangeResult {
        series = series == null ? List.of() : List.copyOf(series);
    }
}
