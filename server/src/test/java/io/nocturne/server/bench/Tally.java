package io.nocturne.server.bench;

import java.util.concurrent.atomic.LongAdder;

/// What was counted in one stretch of a load.
///
/// **Unit** - a latency is from the first try to the acknowledgement, with all tries between.
/// **Threads** - safe.
final class Tally {

    private final Histogram latency = new Histogram();
    private final LongAdder samples = new LongAdder();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder broken = new LongAdder();

    void acknowledged(long count, long bodyBytes, long nanos) {
        samples.add(count);
        deliveries.increment();
        bytes.add(bodyBytes);
        latency.record(nanos);
    }

    /// An answer 429 or 503.
    void refused() {
        refusals.increment();
    }

    /// A connection that failed, or an answer 500.
    void broken() {
        broken.increment();
    }

    Histogram latency() {
        return latency;
    }

    long samples() {
        return samples.sum();
    }

    long deliveries() {
        return deliveries.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long refusals() {
        return refusals.sum();
    }

    long breaks() {
        return broken.sum();
    }
}
