package io.nocturne.server.backup;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A backup while it is being written, beside the place where it will stand: what has the right name is whole.
///
/// **Threads** - confined to one.
final class BackupDraft implements AutoCloseable {

    private final Path target;
    private final DataDirectory files;
    private final Map<String, String> sums = new TreeMap<>();
    private long bytes;
    private boolean done;

    private BackupDraft(Path target, DataDirectory files) {
        this.target = target;
        this.files = files;
    }

    /// **Errors** - [BackupRefusedException] when the target is no place for a backup.
    static BackupDraft begin(Path target) throws IOException {
        Path parent = target.getParent();
        if (!target.isAbsolute() || parent == null || !Files.isDirectory(parent)) {
            throw new BackupRefusedException(
                    "'%s' cannot hold a backup: it must be an absolute path in a directory that is there"
                            .formatted(target));
        }
        requireFree(target);
        if (!Files.isWritable(parent)) {
            throw new BackupRefusedException(
                    "%s cannot be written to by the user that the server runs as".formatted(parent));
        }
        Path draft = Files.createTempDirectory(parent, target.getFileName() + ".unfinished-");
        return new BackupDraft(target, DataDirectory.open(draft));
    }

    /// Writes one file; it is on disk when this returns.
    void write(String name, Content content) throws IOException {
        MessageDigest digest = Sums.digest();
        Path file = files.path(name);
        try (OutputStream out = files.newSecret(file);
                DigestOutputStream digested = new DigestOutputStream(out, digest)) {
            content.writeTo(digested);
        }
        sums.put(name, HexFormat.of().formatHex(digest.digest()));
        bytes += Files.size(file);
    }

    /// Adds the checksums and gives the backup its name; the result is the bytes of all files.
    long finish() throws IOException {
        byte[] lines = Sums.encode(sums);
        write(Sums.FILE, out -> out.write(lines));
        requireFree(target);
        Files.deleteIfExists(target);
        Files.move(files.root(), target);
        done = true;
        return bytes;
    }

    @Override
    public void close() throws IOException {
        if (done) {
            return;
        }
        try (Stream<Path> all = Files.walk(files.root())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void requireFree(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new BackupRefusedException("%s is a file".formatted(target));
        }
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new BackupRefusedException("%s is not empty".formatted(target));
            }
        }
    }

    /// Writes what a file holds.
    interface Content {

        void writeTo(OutputStream out) throws IOException;
    }
}
