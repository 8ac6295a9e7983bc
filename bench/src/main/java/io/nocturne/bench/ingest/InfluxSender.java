package io.nocturne.bench.ingest;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.load.Bytes;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.LoadHost;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Sends Influx lines for some hosts in turn over one connection.
///
/// **Threads** - confined to its own.
final class InfluxSender implements Load.Sender {

    private final Load load;
    private final Connection connection;
    private final InfluxText text;
    private final IngestSettings settings;
    private final int first;
    private final int step;
    private final long startMillis;
    private final Bytes body = new Bytes();

    /// **Shape** - this one serves the hosts `first`, `first` + the number of senders, and so on.
    InfluxSender(
            Load load, Connection connection, InfluxText text, IngestSettings settings, int first, long startMillis) {
        this.load = load;
        this.connection = connection;
        this.text = text;
        this.settings = settings;
        this.first = first;
        this.step = Math.min(settings.connections(), settings.hosts());
        this.startMillis = startMillis;
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        try (connection) {
            for (long number = 0; !load.ended() && time(number + settings.batch()) < System.currentTimeMillis(); ) {
                for (int host = first; host < settings.hosts() && !load.ended(); host += step) {
                    deliver(host, number);
                }
                number += settings.batch();
            }
        }
        return null;
    }

    private void deliver(int host, long number) throws IOException, InterruptedException {
        body.clear();
        for (int i = 0; i < settings.batch(); i++) {
            text.line(host, number + i, time(number + i), body);
        }
        long from = System.nanoTime();
        while (true) {
            Answer answer = connection.send("POST", "/write", "", body.array(), body.length());
            if (answer.status() / 100 == 2) {
                load.tally()
                        .acknowledged((long) settings.batch() * text.series(), body.length(), System.nanoTime() - from);
                return;
            }
            if (answer.status() != 429 && answer.status() != 503) {
                throw new IOException("/write answered %d: %s".formatted(answer.status(), answer.text()));
            }
            load.tally().refused();
            TimeUnit.SECONDS.sleep(Math.max(1, answer.retryAfterSeconds()));
        }
    }

    private long time(long number) {
        return startMillis + number * LoadHost.INTERVAL_MILLIS;
    }
}
