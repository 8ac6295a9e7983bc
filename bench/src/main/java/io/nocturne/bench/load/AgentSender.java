package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.model.sample.IngestReceipt;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Delivers for some hosts in turn over one connection, each delivery until it is acknowledged.
///
/// **Errors** - [IOException] when the server refuses a snapshot or answers as it never should; the bench ends.
/// **Threads** - confined to its own.
public final class AgentSender implements Load.Sender {

    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 500;
    private static final int PAUSE_MILLIS = 200;

    private final Load load;
    private final Api api;
    private final List<LoadHost> hosts;
    private final int batch;
    private final DeliveryWriter writer = new DeliveryWriter();
    private Connection connection;

    public AgentSender(Load load, Api api, List<LoadHost> hosts, int batch) throws IOException {
        this.load = load;
        this.api = api;
        this.hosts = hosts;
        this.batch = batch;
        this.connection = api.connect();
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        try {
            boolean any = true;
            while (any && !load.ended()) {
                any = false;
                for (LoadHost host : hosts) {
                    if (!load.ended() && !host.wouldPass(batch, System.currentTimeMillis())) {
                        deliver(host);
                        any = true;
                    }
                }
            }
        } finally {
            connection.close();
        }
        return null;
    }

    private void deliver(LoadHost host) throws IOException, InterruptedException {
        Bytes body = host.next(batch, writer, System.currentTimeMillis());
        long from = System.nanoTime();
        while (true) {
            Answer answer = tried(host, body);
            if (answer.status() == 200) {
                IngestReceipt receipt = api.receipt(answer);
                if (receipt.accepted() + receipt.duplicate() != batch) {
                    throw new IOException("the server refused what is right: " + answer.text());
                }
                load.tally().acknowledged((long) batch * host.series().size(), body.length(), System.nanoTime() - from);
                host.acknowledge(batch, receipt);
                return;
            }
            if (answer.status() == CONFLICT) {
                host.forgetLayout();
                body = host.next(batch, writer, System.currentTimeMillis());
            }
        }
    }

    /// One try, and after a failure the pause that the server asks for.
    private Answer tried(LoadHost host, Bytes body) throws IOException, InterruptedException {
        while (true) {
            try {
                Answer answer = connection.send("POST", "/api/v1/ingest", host.headers(), body.array(), body.length());
                switch (answer.status()) {
                    case 200, CONFLICT -> {
                        return answer;
                    }
                    case TOO_MANY, UNAVAILABLE -> {
                        load.tally().refused();
                        TimeUnit.SECONDS.sleep(Math.max(1, answer.retryAfterSeconds()));
                    }
                    case FAILED -> {
                        load.tally().broken();
                        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    }
                    default ->
                        throw new IllegalStateException(
                                "ingest answered %d: %s".formatted(answer.status(), answer.text()));
                }
            } catch (IOException e) {
                load.tally().broken();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                connection.close();
                connection = api.connect();
            }
        }
    }
}
