package io.nocturne.model.series;

import io.nocturne.model.sample.SeriesKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One series of a range answer.
///
/// **Shape** - `points` ascending by time, may be empty; a step without a sample has no point (a gap stays a gap).
public record SeriesData(String hostId, String metric, SortedMap<String, String> attributes, List<SeriesPoint> points) {

    public SeriesData {
        attributes = attributes == null ? new TreeMap<>() : attributes;
        points = points == null ? List.of() : List.copyOf(points);
    }

    public SeriesKey key() {
        return new SeriesKey(metric, attributes);
    }
}
