package io.nocturne.server.series.store;

import io.nocturne.server.platform.config.KeyFile;
import io.nocturne.server.platform.crypt.Encryption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/// A key file in a test's folder.
///
/// **Threads** - confined to the test's.
public final class TestKeys {

    public static final String ONE = "0f".repeat(32);
    public static final String TWO = "1e".repeat(32);

    private final Path path;
    private long writes;

    public TestKeys(Path directory) {
        this.path = directory.resolve("keys");
    }

    /// Replaces the file, later than it was written before.
    public TestKeys write(String... lines) {
        try {
            Files.writeString(path, String.join("\n", lines) + "\n");
            Files.setLastModifiedTime(path, FileTime.fromMillis(1_700_000_000_000L + ++writes));
            permit("rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    void permit(String permissions) {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /// As a start of the server reads it.
    public Encryption encryption() {
        return Encryption.of(KeyFile.open(path), new SecureRandom());
    }
}
