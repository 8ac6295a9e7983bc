package io.nocturne.agent.state;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The agent's own folder: mode 0700, its files 0600.
///
/// **Shape** - a file is replaced as a whole: a crash at any instant leaves the old text or the new one.
/// **Threads** - safe; each file has one writer.
public final class StateDirectory {

    private static final int MAX_BYTES = 256 << 10;
    private static final String PRIVATE_FOLDER = "rwx------";
    private static final String PRIVATE_FILE = "rw-------";
    private static final String LOCK = "agent.lock";

    private final Path folder;
    private @Nullable FileLock held;

    private StateDirectory(Path folder) {
        this.folder = folder;
    }

    /// Opens the folder and makes it if need be.
    public static StateDirectory open(Path folder) throws IOException {
        Files.createDirectories(folder);
        restrict(folder, PRIVATE_FOLDER);
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + " is not writable");
        }
        return new StateDirectory(folder);
    }

    /// The folder as another process sees it: nothing is made or changed.
    ///
    /// **Errors** - [IOException] saying why it cannot be looked into.
    public static StateDirectory lookAt(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new IOException(folder + " does not exist: no agent has run with this state_dir");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no folder, so it is no state_dir");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new IOException(folder + " cannot be read; ask as the agent's user or as root");
        }
        return new StateDirectory(folder);
    }

    /// Whether some process holds [#lock()].
    public boolean isLocked() throws IOException {
        try (FileChannel channel = FileChannel.open(path(LOCK), StandardOpenOption.READ);
                FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return shared == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    /// The text of a file, or empty when there is none.
    public Optional<String> read(String name) throws IOException {
        Path path = path(name);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IOException("%s has more than %d bytes".formatted(path, MAX_BYTES));
            }
            return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /// Replaces a file. When this returns the text is on the disk, not only in the cache.
    public void write(String name, String text) throws IOException {
        replace(name, text, true);
        sync();
    }

    /// Replaces a file without waiting for the disk: a kill does not lose it, a power cut may.
    public void writeCached(String name, String text) throws IOException {
        replace(name, text, false);
    }

    private void replace(String name, String text, boolean isForced) throws IOException {
        Path target = path(name);
        Path next = path(name + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel =
                FileChannel.open(next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            // Before anything is in it: at no instant can another user read a credential.
            restrict(next, PRIVATE_FILE);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (isForced) {
                channel.force(true);
            }
        }
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Gives a file that cannot be used another name, so that an operator can look at it; the one before goes.
    public void setAside(String name) throws IOException {
        Files.move(path(name), path(name + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Opens a new, empty file that only its owner can read; one that is there is emptied.
    public RandomAccessFile create(String name) throws IOException {
        Path path = path(name);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            restrict(path, PRIVATE_FILE);
            file.setLength(0);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    /// Takes the folder for this process alone, until it ends; false when another agent has it.
    public boolean lock() throws IOException {
        FileChannel channel = FileChannel.open(path(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            // Held in a field: the platform gives up the lock of a channel that nobody holds.
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process has it already, by another object.
            held = null;
        }
        if (held == null) {
            channel.close();
            return false;
        }
        restrict(path(LOCK), PRIVATE_FILE);
        return true;
    }

    /// Makes the names in the folder durable, where the file system lets a folder be opened.
    public void sync() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows refuses; there the rename is in the journal.
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(permissions));
        }
    }
}
