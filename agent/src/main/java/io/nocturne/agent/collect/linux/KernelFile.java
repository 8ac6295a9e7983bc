package io.nocturne.agent.collect.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A file that the kernel writes anew each time it is read from the start.
///
/// **Shape** - kept open and read into one buffer that grows to what the file needs, at most [#MAX_BYTES].
/// **Errors** - [IOException]; the file is closed then and opened again by the next reading, so a file that
/// comes and goes is found again.
/// **Threads** - confined to "collect".
final class KernelFile implements AutoCloseable {

    static final int MAX_BYTES = 8 << 20;

    private static final int FIRST_BYTES = 4 << 10;

    private final Path path;
    private byte[] buffer = new byte[FIRST_BYTES];
    private @Nullable RandomAccessFile file;

    KernelFile(Path path) {
        this.path = path;
    }

    /// Reads the whole file; the scanner is good until the next reading.
    ByteScanner read(ByteScanner scanner) throws IOException {
        try {
            // First the reading, because it may replace the buffer by a longer one.
            int size = fill();
            return scanner.over(buffer, size);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        RandomAccessFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    /// Reads to the end: the kernel may hand a long file out in pieces, so one short read says nothing.
    private int fill() throws IOException {
        RandomAccessFile source = open();
        source.seek(0);
        int size = 0;
        while (true) {
            if (size == buffer.length) {
                grow();
            }
            int count = source.read(buffer, size, buffer.length - size);
            if (count <= 0) {
                return size;
            }
            size += count;
        }
    }

    private void grow() throws IOException {
        if (buffer.length >= MAX_BYTES) {
            throw new IOException("%s has more than %d bytes".formatted(path, MAX_BYTES));
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }

    private RandomAccessFile open() throws IOException {
        RandomAccessFile open = file;
        if (open == null) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            open = new RandomAccessFile(path.toFile(), "r");
            file = open;
        }
        return open;
    }
}
