package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.series.SeriesPoint;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepMergeTest {

    @Test
    void stepsAlignToMultiplesOfTheirWidth() {
        StepMerge merge = new StepMerge(60_000);
        merge.add(59_999, 1);
        merge.add(60_000, 3);
        merge.add(119_999, 5);

        assertThat(merge.finish())
                .containsExactly(
                        new SeriesPoint(Instant.EPOCH, 1, 1, 1, 1),
                        new SeriesPoint(Instant.ofEpochSecond(60), 3, 4, 5, 2));
    }

    @Test
    void anEmptyStepHasNoPoint() {
        StepMerge merge = new StepMerge(1_000);
        merge.add(0, 1);
        merge.add(5_000, 1);

        assertThat(merge.finish()).hasSize(2);
    }

    @Test
    void widthZeroKeepsEverySample() {
        StepMerge merge = new StepMerge(0);
        merge.add(7, 1);
        merge.add(7, 2);

        assertThat(merge.finish()).hasSize(2);
    }

    /// Whatever the width, nothing is lost and the extremes stay.
    @Test
    void countsAndExtremesSurviveEveryWidth() {
        Random random = new Random(7);
        double[] values = random.doubles(1_000).toArray();
        for (long width : List.of(1L, 10L, 333L, 5_000L, 1_000_000L)) {
            StepMerge merge = new StepMerge(width);
            for (int i = 0; i < values.length; i++) {
                merge.add(i * 5L, values[i]);
            }
            List<SeriesPoint> points = merge.finish();

            assertThat(points.stream().mapToLong(SeriesPoint::count).sum()).isEqualTo(values.length);
            assertThat(points.stream().mapToDouble(SeriesPoint::max).max().orElseThrow())
                    .isEqualTo(java.util.Arrays.stream(values).max().orElseThrow());
            assertThat(points.stream().mapToDouble(SeriesPoint::min).min().orElseThrow())
                    .isEqualTo(java.util.Arrays.stream(values).min().orElseThrow());
        }
    }
}
