package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.TcpProxy;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// The connection between server and PostgreSQL, cut when a COMMIT was sent and is not answered yet, or all connections
/// at once at no particular moment. One time of five the server is told to stop and started again instead: it seals at
/// its end, and what is due is rolled up after the start, so that there are such commits to cut.
record CommitVictim(TcpProxy proxy, CommitCutter cutter, ServerProgram server) implements Victim {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final int POLL_MILLIS = 5;
    private static final int STOPS_ONE_OF = 5;
    private static final int CUTS_ALL_ONE_OF = 3;

    @Override
    public void strike(Recovery recovery) throws IOException, InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(STOPS_ONE_OF) == 0) {
            recovery.begin();
            try {
                server.stop();
            } catch (IOException e) {
                System.out.println(e.getMessage() + "; it is killed");
                server.kill();
            }
            server.start();
            return;
        }
        if (random.nextInt(CUTS_ALL_ONE_OF) == 0) {
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
