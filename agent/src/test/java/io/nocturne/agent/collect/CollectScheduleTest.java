package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectScheduleTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    5,    2026-11-22T10:00:02Z,     2026-11-22T10:00:05Z
                    5,    2026-11-22T10:00:05Z,     2026-11-22T10:00:10Z
                    5,    2026-11-22T10:00:04.999Z, 2026-11-22T10:00:05Z
                    1,    2026-11-22T10:00:00.500Z, 2026-11-22T10:00:01Z
                    3600, 2026-11-22T10:00:00Z,     2026-11-22T11:00:00Z
                    5,    1969-12-31T23:59:58Z,     1970-01-01T00:00:00Z
                    """)
    void theNextInstantIsAWholeMultipleOfTheInterval(long seconds, Instant now, Instant next) {
        assertThat(new CollectSchedule(Duration.ofSeconds(seconds)).after(now)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2026-11-22T10:00:05Z, 2026-11-22T10:00:05.002Z, 2026-11-22T10:00:10Z
                    2026-11-22T10:00:05Z, 2026-11-22T10:00:04.999Z, 2026-11-22T10:00:10Z
                    2026-11-22T10:00:05Z, 2026-11-22T10:00:17Z,     2026-11-22T10:00:20Z
                    2026-11-22T10:00:05Z, 2026-11-22T09:00:02Z,     2026-11-22T09:00:05Z
                    """)
    void noInstantComesTwiceAndNoneIsMadeUp(Instant last, Instant now, Instant next) {
        assertThat(new CollectSchedule(Duration.ofSeconds(5)).following(last, now))
                .isEqualTo(next);
    }
}
