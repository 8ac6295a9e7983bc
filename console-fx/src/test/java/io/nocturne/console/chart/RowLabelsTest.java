package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLabelsTest {

    @Test
    void leaveOutWhatAllHaveInCommon() {
        assertThat(RowLabels.of(rows("core 0", "core 1", "core 12"))).containsExactly("core 0", "1", "12");
        assertThat(RowLabels.of(rows("0", "1"))).containsExactly("0", "1");
        assertThat(RowLabels.of(rows("disk a", "tape a"))).containsExactly("disk a", "tape a");
        assertThat(RowLabels.of(rows())).isEmpty();
    }

    private static List<ChartLine> rows(String... labels) {
        return Arrays.stream(labels)
                .map(label -> ChartLine.of(label, label, Points.EMPTY))
                .toList();
    }
}
