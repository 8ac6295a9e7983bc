package io.nocturne.agent.print;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SeriesKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One line a series: metric, what tells it from its siblings, value with unit; then one line a process.
final class TablePrinter implements ReportPrinter {

    private static final String GAP = "  ";
    private static final String ABSENT = "-";
    private static final String PROCESS_ROW = "%10s  %8s  %10s  %-16s  %s\n";

    @Override
    public String print(Report report) {
        List<Report.Line> lines = report.lines();
        int metricWidth = width(lines.stream().map(line -> line.key().metric()).toList(), "METRIC");
        int seriesWidth = width(lines.stream().map(TablePrinter::series).toList(), "SERIES");
        int valueWidth = width(lines.stream().map(TablePrinter::value).toList(), "VALUE");
        StringBuilder text = new StringBuilder()
                .append(report.host())
                .append(GAP)
                .append(report.time())
                .append("\n\n");
        row(text, "METRIC", metricWidth, "SERIES", seriesWidth, "VALUE", valueWidth);
        for (Report.Line line : lines) {
            row(text, line.key().metric(), metricWidth, series(line), seriesWidth, value(line), valueWidth);
        }
        processes(text, report.processes());
        return text.toString();
    }

    private static void processes(StringBuilder text, List<ProcessSample> processes) {
        if (processes.isEmpty()) {
            return;
        }
        text.append('\n').append(PROCESS_ROW.formatted("PID", "CPU", "MEMORY", "USER", "PROCESS"));
        for (ProcessSample process : processes) {
            Double cpu = process.cpuUtilization();
            text.append(PROCESS_ROW.formatted(
                    Integer.toString(process.pid()),
                    cpu == null ? ABSENT : ValueText.of("process.cpu.utilization", cpu),
                    ValueText.of("process.memory.usage", (double) process.memoryUsage()),
                    Printable.of(Objects.requireNonNullElse(process.user(), ABSENT)),
                    Printable.of(process.name())));
        }
    }

    private static void row(
            StringBuilder text,
            String metric,
            int metricWidth,
            String series,
            int seriesWidth,
            String value,
            int width) {
        text.append(metric)
                .repeat(' ', metricWidth - metric.length())
                .append(GAP)
                .append(series)
                .repeat(' ', seriesWidth - Columns.of(series))
                .append(GAP)
                .repeat(' ', width - Columns.of(value))
                .append(value)
                .append('\n');
    }

    /// The attributes in the order in which the catalog lists them: the device before the direction.
    private static String series(Report.Line line) {
        SeriesKey key = line.key();
        Map<String, String> attributes = key.attributes();
        Collection<String> values = MetricCatalog.find(key.metric())
                .map(definition -> definition.attributes().stream()
                        .map(attributes::get)
                        .filter(Objects::nonNull)
                        .toList())
                .orElseGet(() -> List.copyOf(attributes.values()));
        return Printable.of(String.join(" ", values));
    }

    private static String value(Report.Line line) {
        return ValueText.of(line.key().metric(), line.value());
    }

    private static int width(List<String> texts, String heading) {
        return Math.max(
                heading.length(), texts.stream().mapToInt(Columns::of).max().orElse(0));
    }
}
