package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.load.Bytes;
import io.nocturne.bench.load.DeliveryWriter;
import io.nocturne.bench.load.LoadHost;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An agent that does nothing wrong: a snapshot each five seconds, sent at once, and again until it is acknowledged.
///
/// **Unit** - a latency is from the first try to the acknowledgement, with all tries between.
/// **Threads** - one runs it.
final class HonestAgent implements Runnable {

    private static final int MAX_BATCH = 100;
    private static final int POLL_MILLIS = 50;
    private static final int FIRST_PAUSE_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;

    private final Honest honest;
    private final Api api;
    private final LoadHost host;
    private final DeliveryWriter writer = new DeliveryWriter();
    private @Nullable Connection connection;

    HonestAgent(Honest honest, Api api, LoadHost host) {
        this.honest = honest;
        this.api = api;
        this.host = host;
    }

    LoadHost host() {
        return host;
    }

    @Override
    public void run() {
        try {
            while (!honest.isOver()) {
                int due = due();
                if (due > 0) {
                    deliver(due);
                } else {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            honest.fail("host %d: %s".formatted(host.index(), e));
        }
        disconnect();
    }

    private int due() {
        int due = 0;
        while (due < MAX_BATCH && !host.wouldPass(due, System.currentTimeMillis())) {
            due++;
        }
        return due;
    }

    private void deliver(int batch) throws InterruptedException {
        Phase phase = honest.phase();
        long from = System.nanoTime();
        int failures = 0;
        while (!honest.isOver()) {
            try {
                Connection open = connection == null ? api.connect() : connection;
                connection = open;
                Bytes body = host.next(batch, writer, System.currentTimeMillis());
                Answer answer = open.send("POST", "/api/v1/ingest", host.headers(), body.array(), body.length());
                if (answer.status() == 200) {
                    host.acknowledge(batch, api.receipt(answer));
                    phase.ingest()
                            .acknowledged((long) batch * host.series().size(), body.length(), System.nanoTime() - from);
                    return;
                }
                refused(phase, answer);
            } catch (IOException e) {
                phase.ingest().broken();
                disconnect();
                pause(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures++, 10)));
            }
        }
    }

    private void refused(Phase phase, Answer answer) throws InterruptedException {
        switch (answer.status()) {
            case 409 -> host.forgetLayout();
            case 429, 503 -> {
                phase.ingest().refused();
                pause(Math.max(1, answer.retryAfterSeconds()) * 1_000);
            }
            case 500, 408 -> {
                phase.ingest().broken();
                pause(LONGEST_PAUSE_MILLIS);
            }
            default ->
                throw new IllegalStateException("ingest answered %d: %s".formatted(answer.status(), answer.text()));
        }
    }

    private static void pause(int millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(millis / 2, millis + 1));
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It was of no more use anyhow.
        }
        connection = null;
    }
}
