package io.nocturne.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.alert.observe.Trend;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
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
