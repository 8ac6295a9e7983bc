package io.nocturne.agent.print;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.metric.Unit;
import io.nocturne.model.sample.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The Prometheus text exposition format 0.0.4.
///
/// **Shape** - dots become underscores and the unit follows the name: `system_memory_usage_bytes`. All are
/// gauges, the rates too: the agent has already divided by the time. All series of a metric stand together,
/// as the format wants it.
/// **Source** - prometheus.io/docs/instrumenting/exposition_formats.
final class PrometheusPrinter implements ReportPrinter {

    @Override
    public String print(Report report) {
        Map<String, List<Report.Line>> byMetric = new LinkedHashMap<>();
        Stream.concat(report.lines().stream(), report.processLines().stream())
                .forEach(line -> byMetric.computeIfAbsent(line.key().metric(), _ -> new ArrayList<>())
                        .add(line));
        StringBuilder text = new StringBuilder();
        byMetric.forEach(
                (metric, lines) -> MetricCatalog.find(metric).ifPresent(definition -> family(text, definition, lines)));
        return text.toString();
    }

    private static void family(StringBuilder text, MetricDefinition definition, List<Report.Line> lines) {
        String name = sanitize(definition.name()) + suffix(definition.unit());
        String help = definition.description().replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        for (Report.Line line : lines) {
            text.append(name);
            labels(text, line.key());
            text.append(' ').append(number(line.value())).append('\n');
        }
    }

    private static void labels(StringBuilder text, SeriesKey key) {
        if (key.attributes().isEmpty()) {
            return;
        }
        char separator = '{';
        for (Map.Entry<String, String> label : key.attributes().entrySet()) {
            text.append(separator)
                    .append(sanitize(label.getKey()))
                    .append("=\"")
                    .append(escape(label.getValue()))
                    .append('"');
            separator = ',';
        }
        text.append('}');
    }

    private static String suffix(Unit unit) {
        return switch (unit) {
            case ONE -> "_ratio";
            case BYTES -> "_bytes";
            case BYTES_PER_SECOND -> "_bytes_per_second";
            case SECONDS -> "_seconds";
            case OPERATIONS_PER_SECOND, PACKETS_PER_SECOND, ERRORS_PER_SECOND -> "_per_second";
            case DEGREES_CELSIUS -> "_celsius";
            case CPUS, THREADS, OPERATIONS, CONNECTIONS, INODES, PROCESSES -> "";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String sanitize(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
            text.append(allowed ? c : '_');
        }
        return text.toString();
    }
}
