package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Histogram;
import io.nocturne.bench.load.Tally;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What honest load noticed in one stretch of time.
///
/// **Unit** - latencies as [Histogram]; memory in MB, the most that was seen.
/// **Threads** - safe.
final class Phase {

    private final String name;
    private final Tally ingest = new Tally();
    private final Histogram signIns = new Histogram();
    private final LongAdder signedIn = new LongAdder();
    private final LongAdder notSignedIn = new LongAdder();
    private final LongAdder ready = new LongAdder();
    private final LongAdder notReady = new LongAdder();
    private final AtomicLong rssMb = new AtomicLong();
    private final AtomicLong heapMb = new AtomicLong();

    Phase(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Tally ingest() {
        return ingest;
    }

    void signedIn(boolean worked, long nanos) {
        signIns.record(nanos);
        (worked ? signedIn : notSignedIn).increment();
    }

    void ready(boolean isReady) {
        (isReady ? ready : notReady).increment();
    }

    void rss(double megabytes) {
        rssMb.accumulateAndGet(Math.round(megabytes), Math::max);
    }

    void heap(double megabytes) {
        heapMb.accumulateAndGet(Math.round(megabytes), Math::max);
    }

    double ackP99() {
        return ingest.latency().millis(99);
    }

    double signInP99() {
        return signIns.millis(99);
    }

    long ackedDeliveries() {
        return ingest.deliveries();
    }

    long failedSignIns() {
        return notSignedIn.sum();
    }

    long signIns() {
        return signedIn.sum();
    }

    long unready() {
        return notReady.sum();
    }

    static String heading() {
        return "%-10s %8s %8s %8s %8s %7s %7s | %8s %8s %8s %6s | %6s %7s %7s"
                .formatted(
                        "", "acks", "P50 ms", "P99 ms", "max ms", "refused", "failed", "sign-in", "P99 ms", "max ms",
                        "failed", "unrdy", "RSS MB", "heap MB");
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-10s %8d %8.1f %8.1f %8.1f %7d %7d | %8.1f %8.1f %8.1f %6d | %6d %7d %7d",
                name,
                ingest.deliveries(),
                ingest.latency().millis(50),
                ackP99(),
                ingest.latency().maxMillis(),
                ingest.refusals(),
                ingest.breaks(),
                signIns.millis(50),
                signIns.millis(99),
                signIns.maxMillis(),
                notSignedIn.sum(),
                notReady.sum(),
                rssMb.get(),
                heapMb.get());
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"acks\":%d,\"ackMillisP50\":%.1f,\"ackMillisP99\":%.1f,\"ackMillisMax\":%.1f,\"refused\":%d,"
                        + "\"failed\":%d,\"signIns\":%d,\"signInMillisP50\":%.1f,\"signInMillisP99\":%.1f,"
                        + "\"signInMillisMax\":%.1f,\"signInsFailed\":%d,\"unready\":%d,\"rssMaxMb\":%d,\"heapMaxMb\":%d}",
                ingest.deliveries(),
                ingest.latency().millis(50),
                ackP99(),
                ingest.latency().maxMillis(),
                ingest.refusals(),
                ingest.breaks(),
                signedIn.sum(),
                signIns.millis(50),
                signIns.millis(99),
                signIns.maxMillis(),
                notSignedIn.sum(),
                notReady.sum(),
                rssMb.get(),
                heapMb.get());
    }
}
