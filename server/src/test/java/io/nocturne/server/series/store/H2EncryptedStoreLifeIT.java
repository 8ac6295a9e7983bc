package io.nocturne.server.series.store;

import io.nocturne.server.platform.crypt.Encryption;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real H2 file, with everything encrypted.
class H2EncryptedStoreLifeIT extends StoreLifeContract {

    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return TestDatabase.h2(directory);
    }

    @Override
    Encryption encryption() {
        return new TestKeys(directory).write("1 " + TestKeys.ONE).encryption();
    }
}
