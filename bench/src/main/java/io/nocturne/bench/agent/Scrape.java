package io.nocturne.bench.agent;

import java.util.HashMap;
import java.util.Map;

/// What a node_exporter answered once.
///
/// **Shape** - by name and labels as it writes them: `node_load1`, `node_disk_io_time_seconds_total{device="vda"}`.
/// **Absent** - NaN.
record Scrape(Map<String, Double> values) {

    static Scrape of(String text) {
        Map<String, Double> values = new HashMap<>();
        text.lines().filter(line -> line.startsWith("node_")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            values.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
        });
        return new Scrape(Map.copyOf(values));
    }

    /// Its own time of the reading, in seconds since the epoch.
    double time() {
        return get("node_time_seconds");
    }

    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /// The sum over all series of a name with each of the given labels.
    double sum(String name, String... labels) {
        return values.entrySet().stream()
                .filter(each -> each.getKey().startsWith(name + "{"))
                .filter(each -> containsAll(each.getKey(), labels))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    long count(String name, String label) {
        return values.keySet().stream()
                .filter(key -> key.startsWith(name + "{") && key.contains(label))
                .count();
    }

    private static boolean containsAll(String key, String... labels) {
        for (String label : labels) {
            if (!key.contains(label)) {
                return false;
            }
        }
        return true;
    }
}
