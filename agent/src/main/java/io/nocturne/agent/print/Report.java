package io.nocturne.agent.print;

import io.nocturne.agent.collect.Reading;
import io.nocturne.model.sample.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/// One reading of one host, ready to be printed.
///
/// **Absent** - series without a value are left out of [#lines()].
/// **Threads** - immutable.
public record Report(String host, Reading reading) {

    Instant time() {
        return reading.time();
    }

    /// The series that have a value, in the order of the layout.
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        List<SeriesKey> series = reading.layout().layout().series();
        for (int i = 0; i < series.size(); i++) {
            if (reading.values().isPresent(i)) {
                lines.add(new Line(series.get(i), reading.values().get(i)));
            }
        }
        return lines;
    }

    /// The value of the first series of a metric whose attributes have these values in any order.
    OptionalDouble find(String metric, String... attributeValues) {
        return lines().stream()
                .filter(line -> line.key().metric().equals(metric))
                .filter(line -> line.key().attributes().values().containsAll(List.of(attributeValues)))
                .mapToDouble(Line::value)
                .findFirst();
    }

    /// The distinct values of an attribute over the series of a metric, in order.
    List<String> attributeValues(String metric, String attribute) {
        return reading.layout().layout().series().stream()
                .filter(key -> key.metric().equals(metric))
                .map(key -> key.attributes().get(attribute))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /// One series and its value.
    record Line(SeriesKey key, double value) {}
}
