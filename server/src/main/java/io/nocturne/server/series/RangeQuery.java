package io.nocturne.server.series;

import io.nocturne.model.series.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a caller asks of ranges.
///
/// **Shape** - `hosts` and `selector` narrow each other; both empty means every host. `attributes` must all be equal in
/// a series, `selector` in a host's tags.
record RangeQuery(
        List<String> metrics,
        List<UUID> hosts,
        Map<String, String> selector,
        Map<String, String> attributes,
        TimeRange range,
        int points,
        Aggregate aggregate) {}
