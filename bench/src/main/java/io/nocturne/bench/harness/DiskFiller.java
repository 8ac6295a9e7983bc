package io.nocturne.bench.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// Fills a file system to its last byte.
///
/// **Threads** - confined to the caller's.
public final class DiskFiller {

    private static final int[] STEPS = {1 << 20, 1 << 16, 1 << 12, 1};
    private static final int REFILL_MILLIS = 20;

    private final Path filler;

    public DiskFiller(Path disk) {
        this.filler = disk.resolve("filler");
    }

    /// What others free meanwhile is taken again.
    public void keepFull(long nanos) throws IOException, InterruptedException {
        long until = System.nanoTime() + nanos;
        try (FileChannel file = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (System.nanoTime() < until) {
                for (int step : STEPS) {
                    fill(file, step);
                }
                TimeUnit.MILLISECONDS.sleep(REFILL_MILLIS);
            }
        }
    }

    public void free() throws IOException {
        Files.delete(filler);
    }

    private static void fill(FileChannel file, int step) {
        ByteBuffer nothing = ByteBuffer.allocateDirect(step);
        try {
            while (true) {
                file.write(nothing.clear());
            }
        } catch (IOException e) {
            // No space for a piece of this size: that is what was wanted.
        }
    }
}
