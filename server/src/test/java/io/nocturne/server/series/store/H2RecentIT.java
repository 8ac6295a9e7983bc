package io.nocturne.server.series.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Recent samples on a real H2 file.
class H2RecentIT extends RecentContract {

    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return TestDatabase.h2(directory);
    }
}
