package io.nocturne.server.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The file that holds the keys of stored samples, which is read again when it changes.
///
/// **Shape** - UTF-8, at most 64 KiB, as [KeyLines] tells.
/// **Errors** - [ConfigException] that names the file and the line, and never what stands there.
/// **Threads** - confined to one at a time.
public final class KeyFile {

    private static final int MAX_BYTES = 65_536;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private Stamp stamp;

    private KeyFile(Path path, Stamp stamp) {
        this.path = path;
        this.stamp = stamp;
    }

    /// The file, whose next change [#changed] will tell.
    public static KeyFile open(Path path) {
        return new KeyFile(path, Stamp.of(path));
    }

    public Path path() {
        return path;
    }

    /// What the file holds now.
    public static KeyRing read(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new ConfigException("key file %s is not there, or is no file".formatted(path));
            }
            requirePrivate(path);
            return KeyLines.parse(path, text(path));
        } catch (CharacterCodingException e) {
            throw new ConfigException("key file %s is not UTF-8 text".formatted(path));
        } catch (IOException e) {
            throw new ConfigException("key file %s cannot be read (%s)".formatted(path, e));
        }
    }

    public KeyRing read() {
        return read(path);
    }

    /// What the file holds, if it was changed since it was opened or last asked; empty otherwise. A change that is
    /// refused is told once.
    public Optional<KeyRing> changed() {
        Stamp now = Stamp.of(path);
        if (now.equals(stamp)) {
            return Optional.empty();
        }
        // Taken before reading: a write in between shows as another change.
        stamp = now;
        return Optional.of(read(path));
    }

    private static String text(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigException("key file %s is larger than %d bytes".formatted(path, MAX_BYTES));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /// Where files have such permissions; elsewhere the folder's access list is the administrator's.
    private static void requirePrivate(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (!OWNERS.containsAll(permissions)) {
            throw new ConfigException("key file %s is open to others than its owner (%s); chmod 600 it"
                    .formatted(path, PosixFilePermissions.toString(permissions)));
        }
    }

    /// What tells one state of the file from another; a file that is not there has one too.
    private record Stamp(FileTime modified, long size) {

        static Stamp of(Path path) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size());
            } catch (IOException e) {
                return new Stamp(FileTime.fromMillis(0), -1);
            }
        }
    }
}
