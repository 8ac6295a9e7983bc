package io.nocturne.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.alert.observe.Trend;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final int POINTS = 100;

    @Test
    void aStraightLineReachesItsLimitWhenItDoes() {
        assertThat(secondsTo(1_000, i -> 10.0 * i)).hasValueCloseTo(60 * (1_000 - 970) / 10.0, within(0.001));
    }

    @Test
    void noiseAloneReachesNothing() {
        Random random = new Random(1);

        assertThat(secondsTo(1_000, i -> 500 + random.nextGaussian() * 50)).isEmpty();
    }

    @Test
    void aFewOutliersDoNotChangeTheTrend() {
        assertThat(secondsTo(1_000, i -> i % 20 == 7 ? 5_000 : 10.0 * i)).isPresent();
    }

    @Test
    void noiseMakesItLaterAndNeverSooner() {
        Random random = new Random(1);
        OptionalDouble noisy = secondsTo(2_000, i -> 10.0 * i + random.nextGaussian() * 20);

        assertThat(noisy.orElseThrow()).isGreaterThan(60 * 100);
    }

    @Test
    void aTrendThatLeadsAwayReachesNothing() {
        assertThat(secondsTo(1_000, i -> 500 - i)).isEmpty();
    }

    /// What is said to be later is, and what stands still costs nothing more.
    @RepeatedTest(50)
    void whatIsSurelyLaterIsLater(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        int n = Trend.MIN_POINTS + random.nextInt(Trend.MAX_POINTS - Trend.MIN_POINTS + 1);
        double slope = random.nextGaussian();
        double noise = random.nextDouble() * 20;
        long[] times = new long[n];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = 60_000L * i;
            values[i] = Math.round(slope * i + random.nextGaussian() * noise);
        }
        for (double limit : new double[] {-500, 0, 10, 500}) {
            double seconds = Trend.of(times, values).secondsTo(limit).orElse(Trend.NEVER_SECONDS);
            for (double asked : new double[] {60, 3_600, 86_400, seconds, seconds * 0.9, seconds * 1.1}) {
                boolean isLater = Trend.isLater(times, values, limit, asked);
                assertThat(isLater && seconds < asked).isFalse();
                assertThat(isLater || seconds <= asked * 1.01 || asked == 0).isTrue();
            }
        }
    }

    @RepeatedTest(50)
    void theBoundsAreThoseOfTheSortedSlopes(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        long[] times = new long[Trend.MAX_POINTS];
        double[] values = new double[Trend.MAX_POINTS];
        double[] slopes = new double[Trend.MAX_POINTS * (Trend.MAX_POINTS - 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            times[i] = 60_000L * i;
            values[i] = random.nextInt(run.getCurrentRepetition()) + i * (run.getCurrentRepetition() % 3);
            for (int j = 0; j < i; j++) {
                slopes[next++] = (values[i] - values[j]) * 1_000 / (times[i] - times[j]);
            }
        }
        Arrays.sort(slopes);

        Trend trend = Trend.of(times, values);

        assertThat(trend.low()).isEqualTo(slopes[3_137]);
        assertThat(trend.high()).isEqualTo(slopes[4_003]);
    }

    private static OptionalDouble secondsTo(double limit, IntToDoubleFunction value) {
        long[] times = new long[POINTS];
        double[] values = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            times[i] = 60_000L * i;
            values[i] = value.applyAsDouble(i);
        }
        return Trend.of(times, values).secondsTo(limit);
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }
}
