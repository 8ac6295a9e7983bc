package io.nocturne.bench.load;

import io.nocturne.bench.harness.Histogram;
import java.util.concurrent.atomic.LongAdder;

/// What was counted in one stretch of a load.
///
/// **Unit** - a latency is from the first try to the acknowledgement, with all tries between.
/// **Threads** - safe.
public final class Tally {

    private final Histogram latency = new Histogram();
    private final LongAdder samples = new LongAdder();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder broken = new LongAdder();

    public void acknowledged(long count, long bodyBytes, long nanos) {
        samples.add(count);
        deliveries.increment();
        bytes.add(bodyBytes);
        latency.record(nanos);
    }

    /// An answer 429 or 503.
    public void refused() {
        refusals.increment();
    }

    /// A connection that failed, or an answer 500.
    public void broken() {
        broken.increment();
    }

    public Histogram latency() {
        return latency;
    }

    public long samples() {
        return samples.sum();
    }

    public long deliveries() {
        return deliveries.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public long refusals() {
        return refusals.sum();
    }

    public long breaks() {
        return broken.sum();
    }
}
