package io.nocturne.console.screen.host;

import io.nocturne.model.sample.SeriesKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/// Looks up a host's newest values by metric and attribute.
///
/// **Absent** - what the host did not offer.
record LatestValues(Map<SeriesKey, Double> values) {

    /// The value of a metric that has one series.
    OptionalDouble of(String metric) {
        return find(metric, Map.of());
    }

    /// The value of the series with these attributes, whatever its others are.
    OptionalDouble find(String metric, Map<String, String> attributes) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().metric().equals(metric)
                        && entry.getKey().attributes().entrySet().containsAll(attributes.entrySet()))
                .mapToDouble(Map.Entry::getValue)
                .findFirst();
    }

    /// All values of a metric.
    Collection<Double> all(String metric) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().metric().equals(metric))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// What an attribute of a metric is in some series, sorted.
    List<String> attributeValues(String metric, String attribute) {
        TreeSet<String> found = new TreeSet<>();
        values.keySet().stream()
                .filter(key -> key.metric().equals(metric))
                .map(key -> key.attributes().get(attribute))
                .filter(value -> value != null)
                .forEach(found::add);
        return List.copyOf(found);
    }

    /// The series of a metric with the greatest value.
    Optional<Map.Entry<SeriesKey, Double>> greatest(String metric) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().metric().equals(metric))
                .max(Map.Entry.comparingByValue());
    }
}
