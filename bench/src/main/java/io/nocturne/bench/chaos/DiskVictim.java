package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.DiskFiller;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
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

    private final DiskFiller filler;
    private final ServerProgram server;
    private final @Nullable PostgresProgram postgres;
    private int ended;

    DiskVictim(Path disk, ServerProgram server, @Nullable PostgresProgram postgres) {
        this.filler = new DiskFiller(disk);
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
        filler.keepFull(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_000, 5_000)));
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
        filler.free();
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
}
