package io.nocturne.bench.query;

import io.nocturne.bench.harness.Histogram;
import java.util.concurrent.atomic.LongAdder;

/// What was counted of one kind of question.
///
/// **Threads** - safe.
final class QueryTally {

    private final Histogram latency = new Histogram();
    private final LongAdder answers = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void answered(long nanos, int length) {
        latency.record(nanos);
        answers.increment();
        bytes.add(length);
    }

    void refused(long nanos) {
        latency.record(nanos);
        refusals.increment();
    }

    long refusals() {
        return refusals.sum();
    }

    Histogram latency() {
        return latency;
    }

    long answers() {
        return answers.sum();
    }

    double bytesEach() {
        return (double) bytes.sum() / Math.max(1, answers.sum());
    }
}
