package io.nocturne.server.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride.Override;
import io.nocturne.server.FakeClock;
import io.nocturne.server.platform.database.DiskGate.Purpose;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiskGateTest {

    private static final long MB = 1L << 20;

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private long freeBytes = 10_000 * MB;

    private final DiskGate gate = new DiskGate(
            new DiskWatch(
                    new DiskWatch.Space() {
                        @java.lang.Override
                        public long total() {
                            return 100_000 * MB;
                        }

                        @java.lang.Override
                        public Optional<Long> free() {
                            return Optional.of(freeBytes);
                        }
                    },
                    clock),
            clock);

    @Test
    void samplesStopFirstAndSigningInLast() {
        assertThat(openAt(513)).containsExactly(Purpose.SAMPLES, Purpose.RECORDS, Purpose.SIGN_IN);
        assertThat(openAt(511)).containsExactly(Purpose.RECORDS, Purpose.SIGN_IN);
        assertThat(openAt(255)).containsExactly(Purpose.SIGN_IN);
        assertThat(openAt(63)).isEmpty();
        assertThat(openAt(81)).as("it opens in the same order").containsExactly(Purpose.SIGN_IN);
        assertThat(openAt(321)).containsExactly(Purpose.RECORDS, Purpose.SIGN_IN);
        assertThat(openAt(641)).containsExactly(Purpose.SAMPLES, Purpose.RECORDS, Purpose.SIGN_IN);
    }

    @Test
    void aRefusalSaysWhatIsNotTaken() {
        openAt(100);

        assertThatThrownBy(gate::require).hasMessageContaining("disk").hasMessageContaining("no changes");
        assertThatThrownBy(() -> gate.require(Purpose.SAMPLES)).hasMessageContaining("no samples");
        gate.require(Purpose.SIGN_IN);
    }

    @Test
    void nothingIsTriedForAMomentWhenTheDatabaseCannotWrite() {
        AtomicInteger renewed = new AtomicInteger();
        DatabaseFaults faults = new DatabaseFaults(gate);
        faults.watch(new HikariDataSource() {
            @java.lang.Override
            public @Nullable HikariPoolMXBean getHikariPoolMXBean() {
                renewed.incrementAndGet();
                return null;
            }
        });

        faults.adjudicate(new SQLException("could not extend file", "53100"));

        assertThat(gate.isOpen(Purpose.SIGN_IN)).isFalse();
        assertThat(renewed).as("PostgreSQL goes on").hasValue(0);
        clock.advance(Duration.ofSeconds(5));
        assertThat(gate.isOpen(Purpose.SAMPLES)).isTrue();

        assertThat(faults.adjudicate(
                        new SQLException("General error", "HY000", 50_000, new IOException("No space left on device"))))
                .isEqualTo(Override.CONTINUE_EVICT);
        assertThat(gate.isOpen(Purpose.SAMPLES)).isFalse();
        assertThat(renewed).as("H2 closes its file").hasValue(1);
        clock.advance(Duration.ofSeconds(5));

        assertThat(faults.adjudicate(new SQLException("closed", "90098", 90_098)))
                .isEqualTo(Override.MUST_EVICT);
        faults.adjudicate(new SQLException("duplicate key", "23505"));
        faults.adjudicate(new SQLException("General error", "HY000", 50_000));
        assertThat(gate.isOpen(Purpose.SAMPLES)).isTrue();
    }

    private List<Purpose> openAt(long megabytes) {
        freeBytes = megabytes * MB;
        clock.advance(Duration.ofSeconds(1));
        return Arrays.stream(Purpose.values()).filter(gate::isOpen).toList();
    }
}
