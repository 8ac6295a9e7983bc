package io.nocturne.model.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeRangeTest {

    private static final Instant FROM = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-22T11:00:00Z");

    @Test
    void isHalfOpen() {
        TimeRange range = new TimeRange(FROM, TO);

        assertThat(range.contains(FROM)).isTrue();
        assertThat(range.contains(TO)).isFalse();
    }

    @Test
    void anEmptyOrBackwardRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeRange(FROM, FROM));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeRange(TO, FROM));
    }
}
