package io.nocturne.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void aMinuteOrThreeIntervalsIsLive() {
        assertThat(isBackfill(Duration.ofMinutes(1), Duration.ZERO, 5_000L)).isFalse();
        assertThat(isBackfill(Duration.ofSeconds(61), Duration.ZERO, 5_000L)).isTrue();
        assertThat(isBackfill(Duration.ofMinutes(3), Duration.ZERO, 60_000L)).isFalse();
        assertThat(isBackfill(Duration.ofSeconds(181), Duration.ZERO, 60_000L)).isTrue();
        assertThat(isBackfill(Duration.ofHours(1), Duration.ZERO, null)).isTrue();
    }

    @Test
    void aClockThatIsWrongMakesNoBackfill() {
        assertThat(isBackfill(Duration.ofHours(3), Duration.ofHours(3), 5_000L)).isFalse();
        assertThat(isBackfill(Duration.ofHours(-3), Duration.ofHours(-4), 5_000L))
                .isTrue();
    }

    @Test
    void withoutItsSendingTimeTheServersClockCounts() {
        assertThat(Arrival.of(NOW, NOW.minusSeconds(90), null, 5_000L)).isEqualTo(new Arrival(NOW, true));
        assertThat(Arrival.of(NOW, NOW.plusSeconds(90), null, 5_000L)).isEqualTo(new Arrival(NOW, false));
    }

    private static boolean isBackfill(Duration sampleAge, Duration clockBehind, @Nullable Long intervalMillis) {
        return Arrival.of(NOW, NOW.minus(sampleAge), NOW.minus(clockBehind), intervalMillis)
                .isBackfill();
    }
}
