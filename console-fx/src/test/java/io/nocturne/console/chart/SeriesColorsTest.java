package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesColorsTest {

    private final SeriesColors colors = new SeriesColors();

    @Test
    void followTheOrderAndStayWithTheirKeys() {
        assertThat(colors.assign(lines("a", "b", "c"))).isEqualTo(Map.of("a", 1, "b", 2, "c", 3));
        assertThat(colors.assign(lines("c", "a"))).isEqualTo(Map.of("a", 1, "c", 3));
        assertThat(colors.assign(lines("d", "c", "a"))).isEqualTo(Map.of("a", 1, "c", 3, "d", 2));
    }

    @Test
    void areFixedByTheLine() {
        List<ChartLine> lines =
                List.of(lines("a").getFirst().inColor(5), lines("b").getFirst());

        assertThat(colors.assign(lines)).isEqualTo(Map.of("a", 5, "b", 1));
    }

    @Test
    void areSevenAndGreyPastEightLines() {
        List<ChartLine> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(
                    ChartLine.of("line" + i, "line", Points.builder().add(0, i).build()));
        }

        Map<String, Integer> assigned = colors.assign(lines);

        assertThat(assigned.entrySet().stream()
                        .filter(entry -> entry.getValue() == SeriesColors.OTHERS)
                        .map(Map.Entry::getKey)
                        .toList())
                .containsExactlyInAnyOrder("line0", "line1", "line2");
        assertThat(assigned.values().stream()
                        .filter(color -> color != SeriesColors.OTHERS)
                        .toList())
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    }

    private static List<ChartLine> lines(String... keys) {
        return java.util.Arrays.stream(keys)
                .map(key -> ChartLine.of(key, key, Points.EMPTY))
                .toList();
    }
}
