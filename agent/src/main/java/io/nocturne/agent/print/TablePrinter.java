package io.nocturne.agent.print;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.sample.SeriesKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One line a series: metric, what tells it from its siblings, value with unit.
final class TablePrinter implements ReportPrinter {

    private static final String GAP = "  ";

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
        return text.toString();
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
                .repeat(' ', seriesWidth - series.length())
                .append(GAP)
                .repeat(' ', width - value.length())
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
                heading.length(), texts.stream().mapToInt(String::length).max().orElse(0));
    }
}
