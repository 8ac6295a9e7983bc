package io.nocturne.server.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/// The one directory that a server keeps everything in: database, keys, certificates, first passwords.
///
/// **Threads** - immutable; [#writeSecret] is atomic.
/// **Errors** - [ConfigException] when the directory cannot be made or written.
public final class DataDirectory {

    private final Path root;

    private DataDirectory(Path root) {
        this.root = root;
    }

    /// Makes the directory, readable by its owner only, if it is not there.
    public static DataDirectory open(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        try {
            makePrivate(absolute);
        } catch (IOException e) {
            throw new ConfigException("data directory %s cannot be made (%s)".formatted(absolute, e));
        }
        if (!Files.isWritable(absolute)) {
            throw new ConfigException("data directory %s cannot be written to".formatted(absolute));
        }
        return new DataDirectory(absolute);
    }

    public Path root() {
        return root;
    }

    /// A path inside, its folder made.
    public Path path(String relative) {
        Path path = root.resolve(relative);
        try {
            makePrivate(Objects.requireNonNull(path.getParent(), "a path below the root has a parent"));
        } catch (IOException e) {
            throw new ConfigException("directory of %s cannot be made (%s)".formatted(path, e));
        }
        return path;
    }

    /// Replaces a file in one step; from its first byte only the owner can read it.
    public void writeSecret(Path file, byte[] content) throws IOException {
        Path temporary =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        restrict(temporary, "rw-------");
        Files.write(temporary, content);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Holds the directory until the returned channel is closed or the process ends; empty when another
    /// server holds it. The caller keeps the channel: an unreachable one is closed.
    public Optional<FileChannel> lock() throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel)) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            restrict(directory, "rwx------");
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
