package io.nocturne.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesMatchTest {

    private static final Layout LAYOUT = new Layout(List.of(
            SeriesKey.of("cpu", Map.of("mode", "user", "cpu", "0")),
            SeriesKey.of("memory"),
            SeriesKey.of("cpu", Map.of("mode", "idle", "cpu", "0")),
            SeriesKey.of("cpu", Map.of("mode", "user", "cpu", "1"))));

    @Test
    void findsMetricsWhereverTheyStand() {
        assertThat(positions(List.of("cpu"), Map.of())).containsExactly(0, 2, 3);
        assertThat(positions(List.of("cpu", "memory"), Map.of())).containsExactly(0, 1, 2, 3);
        assertThat(positions(List.of("disk"), Map.of())).isEmpty();
    }

    @Test
    void noMetricMeansEveryMetric() {
        assertThat(positions(List.of(), Map.of())).containsExactly(0, 1, 2, 3);
        assertThat(positions(List.of(), Map.of("cpu", "1"))).containsExactly(3);
    }

    @Test
    void everyAttributeMustBeEqual() {
        assertThat(positions(List.of("cpu"), Map.of("mode", "user"))).containsExactly(0, 3);
        assertThat(positions(List.of("cpu"), Map.of("mode", "user", "cpu", "1")))
                .containsExactly(3);
        assertThat(positions(List.of("memory"), Map.of("mode", "user"))).isEmpty();
        assertThat(positions(List.of("cpu"), Map.of("mode", ""))).isEmpty();
    }

    @Test
    void aLayoutIsLookedThroughOnce() {
        SeriesMatch.Found found = new SeriesMatch(List.of("cpu"), Map.of()).inLayouts();
        KnownLayout layout = KnownLayout.of(LAYOUT);

        assertThat(found.positions(layout)).containsExactly(0, 2, 3).isSameAs(found.positions(KnownLayout.of(LAYOUT)));
    }

    private static int[] positions(List<String> metrics, Map<String, String> attributes) {
        return new SeriesMatch(metrics, attributes).positions(LAYOUT);
    }
}
