package io.nocturne.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IngestMeterTest {

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final IngestMeter meter = new IngestMeter(clock);

    @Test
    void countsOverTheLastMinute() {
        for (int i = 0; i < 120; i++) {
            meter.count(50);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(meter.samplesPerSecond()).isBetween(48.0, 50.0);
    }

    @Test
    void fallsToZeroWhenNothingComes() {
        meter.count(1_000);
        clock.advance(Duration.ofMinutes(2));

        assertThat(meter.samplesPerSecond()).isZero();
    }

    @Test
    void aYoungServerDividesByItsAge() {
        clock.advance(Duration.ofSeconds(10));
        meter.count(100);

        assertThat(meter.samplesPerSecond()).isEqualTo(10.0);
    }
}
