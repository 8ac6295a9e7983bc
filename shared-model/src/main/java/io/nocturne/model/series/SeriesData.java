package io.nocturne.model.series;

import io.nocturne.model.sample.SeriesKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One series of a range answer.
///
/// **Shape** - `points` ascending by time, may be empty; a step without a sample has no point (a gap stays a gap).
/// **Absent** - `hostId` of a series that was made of several hosts' series.
public record SeriesData(
        @Nullable String hostId, String metric, SortedMap<String, String> attributes, List<SeriesPoint> points) {

    public SeriesData {
        attributes = attributes == null ? new TreeMap<>() : attributes;
        points = points == null ? List.of() : List.copyOf(points);
    }

    public SeriesKey key() {
        return new SeriesKey(metric, attributes);
    }
}
