package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An agent that does nothing wrong: a snapshot each interval, sent at once over a connection of its own, and again
/// until it is acknowledged.
///
/// **Unit** - a latency is from the first try to the acknowledgement, with all tries between.
/// **Threads** - one runs it.
public final class HonestAgent implements Runnable {

    private static final int MAX_BATCH = 100;
    /// So soon it sees that it is over.
    private static final int LONGEST_REST_MILLIS = 1_000;
    private static final int FIRST_PAUSE_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;

    private final Course course;
    private final Api api;
    private final LoadHost host;
    private final DeliveryWriter writer = new DeliveryWriter();
    private @Nullable Connection connection;

    public HonestAgent(Course course, Api api, LoadHost host) {
        this.course = course;
        this.api = api;
        this.host = host;
    }

    public LoadHost host() {
        return host;
    }

    @Override
    public void run() {
        try {
            while (!course.isOver()) {
                int due = due();
                if (due > 0) {
                    deliver(due);
                } else {
                    rest();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            course.fail("host %d: %s".formatted(host.index(), e));
        }
        disconnect();
    }

    private void rest() throws InterruptedException {
        long due = host.timeMillis(host.acknowledged()) - System.currentTimeMillis();
        TimeUnit.MILLISECONDS.sleep(Math.clamp(due, 1, LONGEST_REST_MILLIS));
    }

    private int due() {
        int due = 0;
        while (due < MAX_BATCH && !host.wouldPass(due, System.currentTimeMillis())) {
            due++;
        }
        return due;
    }

    private void deliver(int batch) throws InterruptedException {
        Tally tally = course.tally();
        course.sends(host, batch);
        long from = System.nanoTime();
        int failures = 0;
        while (!course.isOver()) {
            try {
                Connection open = connection == null ? api.connect() : connection;
                connection = open;
                Bytes body = host.next(batch, writer, System.currentTimeMillis());
                Answer answer = open.send("POST", "/api/v1/ingest", host.headers(), body.array(), body.length());
                if (answer.status() == 200) {
                    host.acknowledge(batch, api.receipt(answer));
                    tally.acknowledged((long) batch * host.series().size(), body.length(), System.nanoTime() - from);
                    return;
                }
                refused(tally, answer);
            } catch (IOException e) {
                tally.broken();
                disconnect();
                pause(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures++, 10)));
            }
        }
    }

    private void refused(Tally tally, Answer answer) throws InterruptedException {
        switch (answer.status()) {
            case 409 -> host.forgetLayout();
            case 429, 503 -> {
                tally.refused();
                pause(Math.max(1, answer.retryAfterSeconds()) * 1_000);
            }
            case 500, 408 -> {
                tally.broken();
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

    /// The run that agents belong to.
    ///
    /// **Threads** - safe.
    public interface Course {

        boolean isOver();

        /// Where deliveries that begin now are counted.
        Tally tally();

        /// Something went as it never should.
        void fail(String what);

        /// A host begins to send its next snapshots, for the first time.
        default void sends(LoadHost host, int batch) {
            // Only who compares times needs to know.
        }
    }
}
