package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on a real H2 file, and what happens when the disk does not sync.
class H2LostAnswerIT extends LostAnswerContract {

    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        FaultyDisk.register();
        return TestDatabase.h2On("faulty:", directory);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void syncsThatFailLoseAndDoubleNothing(long seed) {
        Random random = new Random(seed);
        int before = FaultyDisk.faults();
        live(random, () -> FaultyDisk.failAtRandom(0.3, random), () -> FaultyDisk.failAtRandom(0, random));
        assertThat(FaultyDisk.faults() - before).isGreaterThan(5);
    }
}
