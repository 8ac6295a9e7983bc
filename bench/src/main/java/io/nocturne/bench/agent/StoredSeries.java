package io.nocturne.bench.agent;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;

/// One series as the server has it: raw values by the exact time of their snapshot.
record StoredSeries(String metric, Map<String, String> attributes, NavigableMap<Instant, Double> values) {

    String name() {
        return attributes.isEmpty() ? metric : metric + attributes;
    }
}
