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

        assertThat(points(merge))
                .containsExactly(
                        new SeriesPoint(Instant.EPOCH, 1, 1, 1, 1),
                        new SeriesPoint(Instant.ofEpochSecond(60), 3, 4, 5, 2));
    }

    @Test
    void anEmptyStepHasNoPoint() {
        StepMerge merge = new StepMerge(1_000);
        merge.add(0, 1);
        merge.add(5_000, 1);

        assertThat(points(merge)).hasSize(2);
    }

    @Test
    void widthZeroKeepsEverySample() {
        StepMerge merge = new StepMerge(0);
        merge.add(7, 1);
        merge.add(7, 2);

        assertThat(points(merge)).hasSize(2);
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
            List<SeriesPoint> points = points(merge);

            assertThat(points.stream().mapToLong(SeriesPoint::count).sum()).isEqualTo(values.length);
            assertThat(points.stream().mapToDouble(SeriesPoint::max).max().orElseThrow())
                    .isEqualTo(java.util.Arrays.stream(values).max().orElseThrow());
            assertThat(points.stream().mapToDouble(SeriesPoint::min).min().orElseThrow())
                    .isEqualTo(java.util.Arrays.stream(values).min().orElseThrow());
        }
    }

    /// Whatever came in between: extremes and counts are the same, and sums differ by rounding only.
    @Test
    void finerStepsMergeLikeTheirSamples() {
        StepMerge whole = new StepMerge(3_600_000);
        StepMerge minutes = new StepMerge(60_000);
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            double value = random.nextGaussian();
            whole.add(i * 5_000L, value);
            minutes.add(i * 5_000L, value);
        }
        Steps finer = minutes.finish();
        StepMerge hours = new StepMerge(3_600_000);
        for (int i = 0; i < finer.size(); i++) {
            hours.add(finer.timeMillis(i), finer.min(i), finer.max(i), finer.sum(i), finer.count(i));
        }
        List<SeriesPoint> merged = points(hours);
        List<SeriesPoint> expected = points(whole);

        assertThat(merged).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(merged.get(i).avg())
                    .isCloseTo(expected.get(i).avg(), org.assertj.core.api.Assertions.within(1e-12));
            assertThat(merged.get(i).min()).isEqualTo(expected.get(i).min());
            assertThat(merged.get(i).max()).isEqualTo(expected.get(i).max());
            assertThat(merged.get(i).count()).isEqualTo(expected.get(i).count());
        }
    }

    private static List<SeriesPoint> points(StepMerge merge) {
        return ReadSeries.points(Points.of(merge.finish()));
    }
}
