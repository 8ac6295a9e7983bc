package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nocturne.model.sample.SampleValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    system.cpu.total.utilization, 0.123456,     0.1235
                    system.memory.limit,          1024.6,       1025
                    system.cpu.load_average.1m,   0.414999,     0.41
                    system.disk.await,            0.0023456789, 0.002346
                    system.disk.queue_length,     1.23456,      1.235
                    system.paging.limit,          -0.2,         0
                    """)
    void aValueIsRoundedToWhatItsUnitMeans(String metric, double given, double kept) {
        Series series = Series.of(metric);

        series.set(given);

        assertThat(values(series).get(0)).isEqualTo(kept);
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        Series series = Series.of("system.cpu.total.utilization");

        series.set(0.0 / 0.0);

        assertThat(values(series).isPresent(0)).isFalse();
    }

    @Test
    void aMetricThatTheCatalogLacksIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Series.of("system.made.up"));
    }

    private static SampleValues values(Series series) {
        SampleValues.Builder values = new SampleValues.Builder(1);
        series.appendTo(values);
        return values.build();
    }
}
