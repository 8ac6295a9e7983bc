package io.nocturne.agent.print;

import io.nocturne.agent.collect.Reading;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// One reading of one host, ready to be printed.
///
/// **Absent** - series without a value are left out of [#lines()].
/// **Threads** - immutable.
public record Report(String host, Reading reading) {

    /// Whom a process belongs to, by the semantic conventions.
    private static final String PROCESS_OWNER = "process.owner";

    public Instant time() {
        return reading.time();
    }

    /// The process table, the busiest first.
    public List<ProcessSample> processes() {
        return reading.snapshot().processes();
    }

    /// The series that have a value, in the order of the layout.
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        List<SeriesKey> series = series();
        for (int i = 0; i < series.size(); i++) {
            if (reading.values().isPresent(i)) {
                lines.add(new Line(series.get(i), reading.values().get(i)));
            }
        }
        return lines;
    }

    /// The process table as series: for each process its CPU, where it is known, and its memory.
    List<Line> processLines() {
        List<Line> lines = new ArrayList<>();
        for (ProcessSample process : processes()) {
            SortedMap<String, String> attributes = new TreeMap<>();
            attributes.put(MetricCatalog.PROCESS_PID, Integer.toString(process.pid()));
            attributes.put(MetricCatalog.PROCESS_NAME, process.name());
            String user = process.user();
            if (user != null) {
                attributes.put(PROCESS_OWNER, user);
            }
            Double cpu = process.cpuUtilization();
            if (cpu != null) {
                lines.add(new Line(new SeriesKey("process.cpu.utilization", attributes), cpu));
            }
            lines.add(new Line(new SeriesKey("process.memory.usage", attributes), (double) process.memoryUsage()));
        }
        return lines;
    }

    /// The value of the first series of a metric.
    public OptionalDouble find(String metric) {
        return find(metric, Map.of());
    }

    /// The value of the first series of a metric that has these attributes, among others maybe.
    public OptionalDouble find(String metric, Map<String, String> attributes) {
        List<SeriesKey> series = series();
        for (int i = 0; i < series.size(); i++) {
            SeriesKey key = series.get(i);
            if (key.metric().equals(metric)
                    && key.attributes().entrySet().containsAll(attributes.entrySet())
                    && reading.values().isPresent(i)) {
                return OptionalDouble.of(reading.values().get(i));
            }
        }
        return OptionalDouble.empty();
    }

    /// The distinct values of an attribute over the series of a metric, in order.
    public List<String> attributeValues(String metric, String attribute) {
        return attributeValues(metric, attribute, Map.of());
    }

    /// The same, over the series that have these attributes.
    public List<String> attributeValues(String metric, String attribute, Map<String, String> attributes) {
        return series().stream()
                .filter(key -> key.metric().equals(metric))
                .filter(key -> key.attributes().entrySet().containsAll(attributes.entrySet()))
                .map(key -> key.attributes().get(attribute))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private List<SeriesKey> series() {
        return reading.layout().layout().series();
    }

    /// One series and its value.
    record Line(SeriesKey key, double value) {}
}
