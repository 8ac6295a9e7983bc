package io.nocturne.server.series.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Leases on a real H2 file.
class H2SeveralServersIT extends SeveralServersContract {

    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return TestDatabase.h2(directory);
    }
}
