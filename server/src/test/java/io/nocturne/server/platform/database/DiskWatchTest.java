package io.nocturne.server.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiskWatchTest {

    private static final long MB = 1L << 20;

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private long freeBytes = 10_000 * MB;

    private final DiskWatch watch = new DiskWatch(
            new DiskWatch.Space() {
                @Override
                public long total() {
                    return 100_000 * MB;
                }

                @Override
                public Optional<Long> free() {
                    return Optional.of(freeBytes);
                }
            },
            clock);

    @Test
    void aNearlyFullDiskIsFullUntilThereIsSomeRoomAgain() {
        look(513);
        assertThat(watch.isFull()).isFalse();
        look(511);
        assertThat(watch.isFull()).isTrue();
        look(600);
        assertThat(watch.isFull()).as("not at every megabyte").isTrue();
        look(641);
        assertThat(watch.isFull()).isFalse();
    }

    @Test
    void theEndOfTheDiskFollowsFromTheRate() {
        look(10_512);
        assertThat(watch.fullAt()).isEmpty();
        clock.advance(Duration.ofHours(12));
        look(10_012);

        assertThat(watch.bytesPerDay()).contains(1_000 * MB);
        assertThat(watch.fullAt()).contains(clock.instant().plus(Duration.ofHours(228)));
    }

    @Test
    void aDiskThatDoesNotShrinkHasNoEnd() {
        look(10_000);
        clock.advance(Duration.ofHours(1));
        look(10_100);

        assertThat(watch.bytesPerDay()).contains(-2_400 * MB);
        assertThat(watch.fullAt()).isEmpty();
    }

    private void look(long megabytes) {
        freeBytes = megabytes * MB;
        watch.look();
    }
}
