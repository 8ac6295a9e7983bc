package io.nocturne.agent.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.agent.testing.Readings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSyncTest {

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final DiskSync sync = new DiskSync(new ReentrantLock(), clock, clock);
    private DiskRing ring;

    @BeforeEach
    void write() throws IOException {
        ring = DiskRing.open(Buffers.ring(folder, RingLimits.USUAL_BYTES, 1), clock);
        EncodedLayout layout = EncodedLayout.of(Readings.LAYOUT);
        byte[] json = new SnapshotWriter().snapshot(Readings.number(1).snapshot());
        ring.append(new EncodedSnapshot(1, clock.millis(), layout, json));
    }

    @Test
    void whatWaitsIsSyncedWhenItIsTime() {
        sync.run(ring, false);
        assertThat(ring.unsynced(true)).as("too soon").hasSize(1);

        clock.advance(DiskSync.INTERVAL);
        sync.run(ring, false);

        assertThat(ring.unsynced(true)).isEmpty();
    }

    @Test
    void whatCouldNotBeForcedIsNotTakenForSynced() {
        ring.unsynced(true).getFirst().close();

        sync.run(ring, true);

        assertThat(ring.unsynced(true)).hasSize(1);
    }
}
