package io.nocturne.server.ingest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.stereotype.Component;

/// How many samples a second were accepted of late.
///
/// **Threads** - guarded by this.
@Component
public class IngestMeter implements MeterBinder {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Instant startedAt;
    private final Deque<Second> seconds = new ArrayDeque<>();
    private long total;

    IngestMeter(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    synchronized void count(int samples) {
        total += samples;
        long second = clock.instant().getEpochSecond();
        Second last = seconds.peekLast();
        if (last != null && last.epochSecond() == second) {
            seconds.removeLast();
            seconds.addLast(new Second(second, last.samples() + samples));
        } else {
            seconds.addLast(new Second(second, samples));
        }
        forget(second);
    }

    /// Over the last minute, or since the start if that is shorter.
    public synchronized double samplesPerSecond() {
        Instant now = clock.instant();
        forget(now.getEpochSecond());
        long total = seconds.stream().mapToLong(Second::samples).sum();
        double span = Math.min(
                WINDOW.toSeconds(), Math.max(1, Duration.between(startedAt, now).toSeconds()));
        return total / span;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("nocturne.ingest.samples", this, IngestMeter::total)
                .description("Samples accepted since the start")
                .register(registry);
    }

    private synchronized double total() {
        return total;
    }

    private void forget(long nowSecond) {
        while (!seconds.isEmpty() && seconds.getFirst().epochSecond() <= nowSecond - WINDOW.toSeconds()) {
            seconds.removeFirst();
        }
    }

    private record Second(long epochSecond, long samples) {}
}
