package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.SampleValues;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CounterRateTest {

    private final Series series = Series.of("system.disk.io", "system.device", "sda", "disk.io.direction", "read");
    private final CounterRate rate = new CounterRate(series, 512);

    @Test
    void firstReadingHasNoRate() {
        assertThat(rate.apply(1_000, 0)).isFalse();

        assertThat(value()).isEmpty();
    }

    @Test
    void growthIsDividedByTheTime() {
        rate.apply(1_000, 0);

        rate.apply(1_020, 2);

        assertThat(value()).hasValue(5_120);
    }

    @Test
    void aCounterThatWentBackIsAbsentOnceAndNeverNegative() {
        rate.apply(4_294_967_290L, 0);

        rate.apply(4, 1);
        assertThat(value()).isEmpty();
        assertThat(rate.growth()).isZero();

        rate.apply(6, 1);
        assertThat(value()).hasValue(1_024);
    }

    @Test
    void noTimeMeansNoRate() {
        rate.apply(1, 0);

        rate.apply(2, 0);

        assertThat(value()).isEmpty();
    }

    private OptionalDouble value() {
        SampleValues.Builder values = new SampleValues.Builder(1);
        series.appendTo(values);
        series.clear();
        return values.build().find(0);
    }
}
