package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.load.Bytes;
import io.nocturne.bench.load.DeliveryWriter;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.SentHost;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.ScaledVarints;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An agent that goes on by its own clock, whatever becomes of the server: it takes a snapshot each interval, keeps
/// what is not acknowledged, and sends it again under the same numbers until it is.
///
/// **Shape** - each value is made of the agent and the snapshot's number, so what is stored tells what it is.
/// **Unit** - `lagMillis` is how far its clock is behind, so that what it sends belongs to hours that are over and
/// is rolled up at once.
/// **Threads** - one runs it; what others ask for is atomic.
final class SimulatedAgent implements SentHost, Runnable {

    private static final int MAX_BATCH = 100;
    private static final int SHARES = 10_000;
    private static final int FIRST_PAUSE_MILLIS = 100;
    /// Short beside a real agent's, so that a recovery is seen soon.
    private static final int LONGEST_PAUSE_MILLIS = 2_000;

    private final int index;
    private final Api api;
    private final EnrollResponse enrolled;
    private final Chaos chaos;
    private final long startMillis;
    private final long lagMillis;
    private final Layout layout;
    private final DeliveryWriter writer = new DeliveryWriter();
    private @Nullable Connection connection;
    private @Nullable String layoutId;
    private int failures;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    SimulatedAgent(
            int index, Api api, EnrollResponse enrolled, Chaos chaos, long startMillis, long lagMillis, int series) {
        this.index = index;
        this.api = api;
        this.enrolled = enrolled;
        this.chaos = chaos;
        this.startMillis = startMillis - lagMillis;
        this.lagMillis = lagMillis;
        this.layout = new Layout(IntStream.range(0, series)
                .mapToObj(i -> SeriesKey.of("system.disk.operations", Map.of("system.device", "d" + i)))
                .toList());
    }

    @Override
    public void run() {
        try {
            while (!chaos.isOver() && (chaos.isTaking() || waiting() > 0)) {
                take();
                if (waiting() > 0) {
                    deliver(Math.min(MAX_BATCH, Math.toIntExact(waiting())));
                } else {
                    TimeUnit.MILLISECONDS.sleep(
                            Math.clamp(timeMillis(taken()) + lagMillis - now(), 1, intervalMillis()));
                }
            }
            disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            chaos.fail("agent %d: %s".formatted(index, e));
        }
    }

    /// As many as are due; while the server is away they pile up.
    private void take() {
        if (chaos.isTaking()) {
            taken.accumulateAndGet(Math.floorDiv(now() - lagMillis - startMillis, intervalMillis()) + 1, Math::max);
        }
    }

    private void deliver(int batch) throws IOException, InterruptedException {
        long first = acknowledged();
        writer.begin(first + 1, layout, layoutId, intervalMillis());
        for (long number = first; number < first + batch; number++) {
            byte[] values = encoded(number);
            writer.values().raw(values, 0, values.length);
            writer.snapshot(timeMillis(number));
        }
        Bytes body = writer.finish(now());
        long sentAt = System.nanoTime();
        try {
            Connection open = connection == null ? api.connect() : connection;
            connection = open;
            failures = 0;
            answered(
                    open.send("POST", "/api/v1/ingest", headers(), body.array(), body.length()),
                    batch,
                    body.length(),
                    sentAt);
        } catch (IOException e) {
            chaos.tally().broken();
            disconnect();
            pause(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures++, 10)));
        }
    }

    private void answered(Answer answer, int batch, int length, long sentAt) throws InterruptedException {
        switch (answer.status()) {
            case 200 -> {
                IngestReceipt receipt = api.receipt(answer);
                if (receipt.accepted() + receipt.duplicate() != batch) {
                    throw new IllegalStateException("the server refused what is right: " + answer.text());
                }
                chaos.duplicates(receipt.duplicate());
                layoutId = receipt.layoutId();
                acknowledged.addAndGet(batch);
                chaos.tally().acknowledged((long) batch * layout.series().size(), length, System.nanoTime() - sentAt);
                chaos.recovery().acknowledged(sentAt);
            }
            case 409 -> layoutId = null;
            case 429, 503 -> {
                chaos.tally().refused();
                pause(Math.max(1, answer.retryAfterSeconds()) * 1_000);
            }
            // A filled disk may show as this too; an agent comes again.
            case 500 -> {
                chaos.tally().broken();
                pause(500);
            }
            default ->
                throw new IllegalStateException("ingest answered %d: %s".formatted(answer.status(), answer.text()));
        }
    }

    /// Not all at the same moment.
    private static void pause(int millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(millis / 2, millis + 1));
    }

    private void disconnect() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private String headers() {
        return "Content-Type: application/x-protobuf" + Api.CRLF + Api.BEARER + enrolled.credential() + Api.CRLF;
    }

    private byte[] encoded(long number) {
        SampleValues.Builder values = new SampleValues.Builder(layout.series().size());
        for (int series = 0; series < layout.series().size(); series++) {
            values.add(value(series, number));
        }
        return ScaledVarints.encode(values.build());
    }

    /// How many snapshots are not acknowledged.
    long waiting() {
        return taken() - acknowledged();
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    @Override
    public double value(int series, long number) {
        return switch (series) {
            case 0 -> number;
            case 1 -> index;
            case 2 -> number * 10_000 + index;
            default -> LoadColumns.mix((index * 1_000_003L + number) * 5 + series) % SHARES / (double) SHARES;
        };
    }

    @Override
    public String hostId() {
        return enrolled.hostId();
    }

    @Override
    public List<SeriesKey> series() {
        return layout.series();
    }

    @Override
    public long intervalMillis() {
        return chaos.intervalMillis();
    }

    @Override
    public long timeMillis(long number) {
        return startMillis + number * intervalMillis();
    }

    @Override
    public long numberAt(long timeMillis) {
        long since = timeMillis - startMillis;
        return since % intervalMillis() == 0 ? since / intervalMillis() : -1;
    }

    @Override
    public long taken() {
        return taken.get();
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }
}
