package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Delivers for some hosts in turn over one connection, at a steady rate; what it is late with, it sends as soon as it
/// can.
///
/// **Errors** - [IOException] when the server does not take a delivery; the bench ends.
/// **Threads** - confined to its own.
public final class SteadySender implements Load.Sender {

    private static final int MAX_TRIES = 3;

    private final Load load;
    private final Api api;
    private final List<LoadHost> hosts;
    private final int batch;
    private final double nanosEach;
    private final DeliveryWriter writer = new DeliveryWriter();

    /// **Unit** - `samplesPerSecond` is this sender's share.
    public SteadySender(Load load, Api api, List<LoadHost> hosts, int batch, double samplesPerSecond) {
        this.load = load;
        this.api = api;
        this.hosts = hosts;
        this.batch = batch;
        this.nanosEach = 1e9 * batch * hosts.getFirst().series().size() / samplesPerSecond;
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        try (Connection connection = api.connect()) {
            long from = System.nanoTime();
            for (long number = 0; !load.ended(); number++) {
                long early = from + (long) (number * nanosEach) - System.nanoTime();
                if (early > 0) {
                    TimeUnit.NANOSECONDS.sleep(early);
                }
                deliver(connection, hosts.get((int) (number % hosts.size())));
            }
        }
        return null;
    }

    private void deliver(Connection connection, LoadHost host) throws IOException, InterruptedException {
        if (host.wouldPass(batch, System.currentTimeMillis())) {
            throw new IOException("the hosts' clocks have come to the present; the bench took longer than it thought");
        }
        long from = System.nanoTime();
        for (int tries = 1; ; tries++) {
            Bytes body = host.next(batch, writer, System.currentTimeMillis());
            Answer answer = connection.send("POST", "/api/v1/ingest", host.headers(), body.array(), body.length());
            if (answer.status() == 200) {
                host.acknowledge(batch, api.receipt(answer));
                load.tally().acknowledged((long) batch * host.series().size(), body.length(), System.nanoTime() - from);
                return;
            }
            host.forgetLayout();
            load.tally().refused();
            if (tries == MAX_TRIES) {
                throw new IOException("ingest answered %d: %s".formatted(answer.status(), answer.text()));
            }
            TimeUnit.SECONDS.sleep(answer.retryAfterSeconds());
        }
    }
}
