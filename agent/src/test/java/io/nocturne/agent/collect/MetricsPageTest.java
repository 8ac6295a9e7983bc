package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// docs/metrics.md and the catalog say the same: a row for each metric, with its unit and its attributes.
class MetricsPageTest {

    private static final int METRIC = 1;
    private static final int UNIT = 2;
    private static final int ATTRIBUTES = 3;
    private static final int COLUMNS = 9;

    @Test
    void everyMetricHasItsRowWithUnitAndAttributes() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (List<String> cells : rows()) {
            String before =
                    rows.put(plain(cells.get(METRIC)), plain(cells.get(UNIT)) + " " + plain(cells.get(ATTRIBUTES)));
            assertThat(before).as(cells.get(METRIC)).isNull();
        }

        Map<String, String> catalog = new LinkedHashMap<>();
        for (MetricDefinition metric : MetricCatalog.all()) {
            catalog.put(metric.name(), metric.unit().symbol() + " " + String.join(", ", metric.attributes()));
        }
        assertThat(rows).isEqualTo(catalog);
    }

    @Test
    void everyRowSaysSomethingOfEverySystem() throws IOException {
        for (List<String> cells : rows()) {
            assertThat(cells).as(cells.get(METRIC)).hasSize(COLUMNS);
            assertThat(cells.subList(ATTRIBUTES + 1, COLUMNS - 1))
                    .as(cells.get(METRIC))
                    .noneMatch(String::isBlank);
        }
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "metrics.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.split("\\s*\\|\\s*", -1)))
                .toList();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
