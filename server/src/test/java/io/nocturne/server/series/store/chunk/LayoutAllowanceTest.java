package io.nocturne.server.series.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.FakeClock;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LayoutAllowanceTest {

    private final FakeClock clock = new FakeClock(Instant.EPOCH);
    private final LayoutAllowance allowance = new LayoutAllowance(clock, UUID::toString);
    private final UUID host = UUID.randomUUID();

    @Test
    void aHostBringsSoManyLayoutsAnHour() {
        for (int i = 0; i < LayoutAllowance.LAYOUTS_AN_HOUR; i++) {
            allowance.take(host, 1, 1);
        }

        refused(1, 1);
        allowance.take(UUID.randomUUID(), 1, 1);
        clock.advance(Duration.ofHours(1));
        allowance.take(host, 1, 1);
    }

    @Test
    void aHostBringsLayoutsOfSoManySeriesAnHour() {
        for (int series = 0; series < LayoutAllowance.SERIES_AN_HOUR; series += 10_000) {
            allowance.take(host, 10_000, 1);
        }

        refused(1, 1);
        allowance.take(UUID.randomUUID(), 10_000, 1);
    }

    @Test
    void aHostBringsLayoutsOfSoManyBytesAnHourAndWhatIsRefusedTakesNothing() {
        int half = (int) (LayoutAllowance.BYTES_AN_HOUR / 2);
        allowance.take(host, 1, half);

        refused(1, half + 1);
        allowance.take(host, 1, half);
        refused(1, 1);
    }

    private void refused(int series, int bytes) {
        assertThatThrownBy(() -> allowance.take(host, series, bytes))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED))
                .hasMessageContaining("new layouts");
    }
}
