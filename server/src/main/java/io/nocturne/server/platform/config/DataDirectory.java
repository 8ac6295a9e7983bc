package io.nocturne.server.platform.config;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one directory that a server keeps everything in: database, keys, certificates, first passwords.
///
/// **Threads** - immutable; [#writeSecret] is atomic.
/// **Errors** - [ConfigException] when the directory cannot be made or written.
public final class DataDirectory {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
    private static final String UNFINISHED = "restore-unfinished";

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

    /// Replaces a file in one step; from its first byte only the owner can read it. It is on disk when this returns.
    public void writeSecret(Path file, byte[] content) throws IOException {
        Path temporary =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        restrict(temporary, "rw-------");
        Files.write(temporary, content);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolderOf(file);
    }

    /// Gives a file the name `<name>.before`, with a number behind it where that is taken; only the owner can read it.
    public Path setAside(Path file) throws IOException {
        restrict(file, "rw-------");
        String name = file.getFileName() + ".before";
        Path aside = file.resolveSibling(name);
        for (int i = 2; Files.exists(aside); i++) {
            aside = file.resolveSibling(name + "-" + i);
        }
        return Files.move(file, aside);
    }

    /// As [#setAside], of a file that is there and holds something else; where that is now.
    ///
    /// **Absent** - if nothing had to be kept.
    public Optional<Path> setAsideUnless(Path file, byte[] content) throws IOException {
        return Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), content)
                ? Optional.of(setAside(file))
                : Optional.empty();
    }

    /// Takes from everybody but the owner what others may have been given to everything here: the database makes its
    /// files by itself, as open as the process's umask leaves them.
    public void restrictAll() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                restrictIfThere(path);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("not every file in {} could be kept from other users of this host: {}", root, e.getMessage());
        }
    }

    private static void restrictIfThere(Path path) throws IOException {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                restrict(path, "rwx------");
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                restrict(path, "rw-------");
            }
        } catch (NoSuchFileException e) {
            // It went while the others were looked at.
        }
    }

    /// Says that what stands here is only a part, so that no server starts with it.
    public void markUnfinished() throws IOException {
        writeSecret(root.resolve(UNFINISHED), new byte[0]);
    }

    public void markFinished() throws IOException {
        Files.delete(root.resolve(UNFINISHED));
    }

    /// **Errors** - [ConfigException] when a restore into this directory did not end well.
    public void requireFinished() {
        if (Files.exists(root.resolve(UNFINISHED))) {
            throw new ConfigException(
                    "%s holds a restore that did not finish; empty it, and its database, and restore again"
                            .formatted(root));
        }
    }

    /// Opens a new file that only the owner can read, from its first byte; it must not be there yet. Closing it
    /// leaves it on disk.
    public OutputStream newSecret(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        restrict(file, "rw-------");
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (channel.isOpen()) {
                    channel.force(true);
                }
                super.close();
            }
        };
    }

    /// Holds the directory until the returned channel is closed or the process ends; empty when another
    /// server holds it. The caller keeps the channel: an unreachable one is closed.
    public Optional<FileChannel> lock() throws IOException {
        Path file = root.resolve("server.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        restrict(file, "rw-------");
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

    /// A new name is on disk with its folder; Windows opens no folders, and needs no such sync.
    private static void syncFolderOf(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            if (parent != null) {
                makePrivate(parent);
            }
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
