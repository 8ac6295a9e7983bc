package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.TcpProxy;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// The connection between server and PostgreSQL, cut when a COMMIT was sent and is not answered yet; a third of the
/// time all connections at once, at no particular moment.
record CommitVictim(TcpProxy proxy, CommitCutter cutter, ServerProgram server) implements Victim {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final int POLL_MILLIS = 5;

    @Override
    public void strike(Recovery recovery) throws IOException, InterruptedException {
        if (ThreadLocalRandom.current().nextInt(3) == 0) {
            recovery.begin();
            proxy.cutAll();
            return;
        }
        cutter.arm();
        for (long until = System.nanoTime() + PATIENCE; cutter.isArmed() && System.nanoTime() < until; ) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        recovery.begin();
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        server.kill();
        server.start();
    }
}
