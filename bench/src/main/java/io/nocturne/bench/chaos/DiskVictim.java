package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Fills the file system of the store to its last byte, keeps it full for two to five seconds, and
/// frees it. Each second time on average the program that writes there is killed while it is full,
/// and started again when there is room.
///
/// **Shape** - what has ended by itself on a full disk is started again too: PostgreSQL does so when it cannot write
/// its log, and a service manager would start it.
final class DiskVictim implements Victim {

    private static final int[] STEPS = {1 << 20, 1 << 16, 1 << 12, 1};
    private static final int REFILL_MILLIS = 20;

    private final Path filler;
    private final ServerProgram server;
    private final @Nullable PostgresProgram postgres;
    private int ended;

    DiskVictim(Path disk, ServerProgram server, @Nullable PostgresProgram postgres) {
        this.filler = disk.resolve("filler");
        this.server = server;
        this.postgres = postgres;
    }

    /// How often a program ended by itself because the disk was full.
    int ended() {
        return ended;
    }

    @Override
    public void strike(Recovery recovery) throws IOException, InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        keepFull(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_000, 5_000)));
        if ((postgres != null && !postgres.isAlive()) || !server.isAlive()) {
            ended++;
        }
        if (random.nextBoolean()) {
            if (postgres == null) {
                server.kill();
            } else {
                postgres.kill();
            }
        }
        Files.delete(filler);
        recovery.begin();
        startWhatIsAway();
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        server.kill();
        startWhatIsAway();
    }

    private void startWhatIsAway() throws IOException, InterruptedException {
        if (postgres != null && !postgres.isAlive()) {
            postgres.start();
        }
        if (!server.isAlive()) {
            server.start();
        }
    }

    /// What others free meanwhile is taken again.
    private void keepFull(long nanos) throws IOException, InterruptedException {
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
