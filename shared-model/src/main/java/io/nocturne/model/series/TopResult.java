package io.nocturne.model.series;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The series with the highest or lowest newest values, the first in `order` first.
public record TopResult(Instant serverTime, List<TopSeries> series) {

    public TopResult {
        series = series == null ? List.of() : List.copyOf(series);
    }

    /// A series' newest value.
    ///
    /// **Unit** - `time` by the agent's clock; `value` in the metric's unit.
    public record TopSeries(
            String hostId,
            String hostName,
            String metric,
            SortedMap<String, String> attributes,
            Instant time,
            double value) {

        public TopSeries {
            attributes = attributes == null ? new TreeMap<>() : attributes;
        }
    }
}
