package io.nocturne.server.series.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The stream on a real H2 file.
class H2StreamIT extends StreamContract {

    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return TestDatabase.h2(directory);
    }
}
