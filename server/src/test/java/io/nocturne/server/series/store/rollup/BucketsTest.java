package io.nocturne.server.series.store.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nocturne.server.series.StepMerge;
import io.nocturne.server.series.Steps;
import io.nocturne.server.series.codec.DecimalGrid;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever doubles come: extremes and counts are theirs, averages are right, and everything is finite.
class BucketsTest {

    private static final long HOUR = 3_600_000;

    static Stream<List<Double>> values() {
        return Stream.of(
                List.of(1e308, 1e308),
                List.of(-1e308, -1e308),
                List.of(1e308, -1e308),
                List.of(1e308, 1e308, -1e308, -1e308, -1e308, -1e308, 1e308, 1e308),
                List.of(1e308, 1e308, 1e308, -1e308, 2.5),
                Collections.nCopies(720, Double.MAX_VALUE),
                Collections.nCopies(720, -Double.MAX_VALUE),
                Collections.nCopies(7, Double.MIN_VALUE),
                List.of(Double.MIN_VALUE, 1e-310, -Double.MIN_VALUE, Double.MAX_VALUE, Double.MAX_VALUE),
                List.of(0.1, 0.2, 0.3));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aMinuteHasItsSamplesAverage(List<Double> values) {
        Buckets minutes = Buckets.minutes(0, 60_000);
        for (int i = 0; i < values.size(); i++) {
            minutes.add(i * 60_000L / values.size(), values.get(i), DecimalGrid.exponent(values.get(i)));
        }
        assertAverage(steps(minutes.finish(), 60_000), values);
    }

    @ParameterizedTest
    @MethodSource("values")
    void anHourHasItsMinutesAverage(List<Double> values) {
        Buckets minutes = Buckets.minutes(0, HOUR);
        for (int i = 0; i < values.size(); i++) {
            minutes.add(i * HOUR / values.size(), values.get(i), DecimalGrid.exponent(values.get(i)));
        }
        minutes.finish();
        assertAverage(steps(minutes.hours(), HOUR), values);
        assertAverage(steps(minutes, HOUR), values);
        Steps stored = steps(RolledSeries.of(minutes).hours(), HOUR);
        assertAverage(stored, values);
        assertAverage(steps(minutes, 24 * HOUR), values);
    }

    /// Those that came back among the doubles are plain sums again.
    @Test
    void aSumThatLeftTheDoublesInBetweenIsAnOrdinaryOne() {
        Buckets minutes = Buckets.minutes(0, 60_000);
        for (double value : new double[] {1e308, 1e308, -1e308, -1e308, 4}) {
            minutes.add(0, value, DecimalGrid.exponent(value));
        }
        minutes.finish();
        assertThat(minutes.sum(0)).isEqualTo(4);
        assertThat(minutes.count(0)).isEqualTo(5);
    }

    /// Nothing in it depends on the order beyond rounding.
    @Test
    void theOrderChangesNothingButTheLastBits() {
        Random random = new Random(3);
        double[] values =
                random.doubles(500, -1, 1).map(v -> v * Double.MAX_VALUE).toArray();
        double forth = average(values);
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        assertThat(average(reversed)).isCloseTo(forth, within(Double.MAX_VALUE * 1e-13));
    }

    private static double average(double[] values) {
        Buckets minutes = Buckets.minutes(0, 60_000);
        for (int i = 0; i < values.length; i++) {
            minutes.add(i, values[i], DecimalGrid.NONE);
        }
        return steps(minutes.finish(), 60_000).avg(0);
    }

    private static Steps steps(Buckets buckets, long width) {
        return steps(RolledSeries.of(buckets), width);
    }

    private static Steps steps(RolledSeries series, long width) {
        StepMerge merge = new StepMerge(width);
        series.forEach(Long.MIN_VALUE, Long.MAX_VALUE, merge);
        return merge.finish();
    }

    private static void assertAverage(Steps steps, List<Double> values) {
        assertThat(steps.size()).isEqualTo(1);
        assertThat(steps.count(0)).isEqualTo(values.size());
        assertThat(steps.min(0)).isEqualTo(Collections.min(values));
        assertThat(steps.max(0)).isEqualTo(Collections.max(values));
        assertThat(steps.sum(0)).isFinite();
        BigDecimal exact = values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(new BigDecimal(values.size()), MathContext.DECIMAL128);
        double largest = values.stream().mapToDouble(Math::abs).max().orElseThrow();
        assertThat(steps.avg(0))
                .isFinite()
                .isBetween(steps.min(0), steps.max(0))
                .isCloseTo(exact.doubleValue(), within(Math.max(largest * 1e-13, Double.MIN_VALUE)));
    }
}
