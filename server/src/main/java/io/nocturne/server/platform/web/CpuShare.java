package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How many questions compute at once: as many as there are CPUs, so that what agents deliver, which needs little of
/// them, is never one among dozens. One that has had its slice gives its place to the next and goes on when its turn
/// comes again: a chart of one host does not wait for the end of a question over the whole fleet. A place is given up
/// while a slow reader is waited for.
///
/// **Threads** - safe; a place belongs to the thread that took it.
public final class CpuShare {

    private static final Duration SLICE = Duration.ofMillis(20);

    private final Semaphore places;
    private final LongSupplier nanos;
    private final ThreadLocal<Long> since = new ThreadLocal<>();

    CpuShare(int places, LongSupplier nanos) {
        this.places = new Semaphore(places, true);
        this.nanos = nanos;
    }

    /// Lets the next one have the place, if this thread has had it for long; to be called now and then by work that
    /// computes, where it holds nothing that others need.
    public void giveWay() {
        Long began = since.get();
        if (began != null && nanos.getAsLong() - began > SLICE.toNanos() && places.hasQueuedThreads()) {
            places.release();
            places.acquireUninterruptibly();
            since.set(nanos.getAsLong());
        }
    }

    /// **Errors** - [ProblemException] `overloaded` when no place came free in time.
    void during(Lane.Work work, Duration patience) throws Exception {
        if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ProblemException(
                    ProblemCode.OVERLOADED,
                    "other questions are being answered since %d s".formatted(patience.toSeconds()));
        }
        since.set(nanos.getAsLong());
        try {
            work.run();
        } finally {
            since.remove();
            places.release();
        }
    }

    /// Waits for a peer without a place.
    void aside(Waiting waiting) throws IOException {
        if (since.get() == null) {
            waiting.run();
            return;
        }
        places.release();
        try {
            waiting.run();
        } finally {
            // A reader that took it at once is not waited for by going to the end of the queue; the slice goes on.
            if (!places.tryAcquire()) {
                places.acquireUninterruptibly();
                since.set(nanos.getAsLong());
            }
        }
    }

    int waiting() {
        return places.getQueueLength();
    }

    /// Waits for a peer.
    @FunctionalInterface
    interface Waiting {

        void run() throws IOException;
    }
}
