package io.nocturne.bench.live;

import io.nocturne.bench.harness.Histogram;
import io.nocturne.bench.load.Tally;
import java.util.concurrent.atomic.LongAdder;

/// What was seen of the snapshots that were sent in one or more stretches of time of the same kind.
///
/// **Unit** - a lag is from the moment at which an agent began to send a delivery to the moment at which a console had
/// the whole frame of a snapshot in it; each console's frame is one.
/// **Threads** - safe, but for the time and the CPU, which belong to the bench's main thread.
final class LiveFigures {

    private final String name;
    private final Histogram lag = new Histogram();
    private final LongAdder ticks = new LongAdder();
    private final LongAdder values = new LongAdder();
    private final Tally ingest = new Tally();
    private double seconds;
    private double serverCpuSeconds;

    LiveFigures(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Tally ingest() {
        return ingest;
    }

    Histogram lag() {
        return lag;
    }

    void came(long lagNanos, int valueCount) {
        lag.record(lagNanos);
        ticks.increment();
        values.add(valueCount);
    }

    void took(double moreSeconds, double moreCpuSeconds) {
        seconds += moreSeconds;
        serverCpuSeconds += moreCpuSeconds;
    }

    double ticksPerSecond() {
        return ticks.sum() / seconds;
    }

    double valuesPerSecond() {
        return values.sum() / seconds;
    }

    double serverCpuPercent() {
        return serverCpuSeconds / seconds * 100;
    }
}
