package io.nocturne.server.series.store;

import io.nocturne.server.platform.crypt.Encryption;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real PostgreSQL, with everything encrypted.
class PostgresEncryptedStoreLifeIT extends StoreLifeContract {

    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Override
    Encryption encryption() {
        return new TestKeys(directory).write("1 " + TestKeys.ONE).encryption();
    }
}
