package io.nocturne.console.state;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.SeriesPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One host's series and newest values at one moment.
///
/// **Shape** - `series` are those that charts are made of, points ascending by time; `latest` has
/// every value of the newest snapshot, taken at `latestAt`.
/// **Absent** - `latestAt` until a snapshot came; a value that is not in `latest` was not offered.
public record HostSnapshot(
        Map<SeriesKey, List<SeriesPoint>> series,
        Map<SeriesKey, Double> latest,
        @Nullable Instant latestAt,
        HistoryState history) {

    public HostSnapshot {
        series = Map.copyOf(series);
        latest = Map.copyOf(latest);
    }
}
