package io.nocturne.server.series.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real H2 file.
class H2StoreKeysIT extends StoreKeysContract {

    @TempDir
    private Path files;

    @Override
    TestDatabase database() {
        return TestDatabase.h2(files);
    }
}
