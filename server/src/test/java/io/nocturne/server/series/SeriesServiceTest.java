package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesServiceTest {

    private static final Instant FROM = Instant.parse("2026-11-22T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT15M, 600, 5000, 0",
        "PT50M, 600, 5000, 0",
        "PT1H, 600, 5000, 10000",
        "PT24H, 600, 5000, 145000",
        "P7D, 600, 5000, 1010000",
        "PT1H, 5000, 1000, 0",
        "PT1H, 2, 60000, 1800000"
    })
    void aStepIsAWholeNumberOfIntervalsAndNeverMorePointsThanAsked(
            Duration span, int points, long intervalMillis, long expected) {
        long step = SeriesService.stepMillis(new TimeRange(FROM, FROM.plus(span)), points, intervalMillis);

        assertThat(step).isEqualTo(expected);
        assertThat(step % intervalMillis).isZero();
        assertThat(span.toMillis() / Math.max(step, intervalMillis)).isLessThanOrEqualTo(points);
    }
}
