package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads for requests of one purpose: so many, and a queue of so many that wait so long. What has no room is
/// asked to come again, and other purposes do not notice. No source of requests gets more than its [FairShare] of both.
///
/// **Threads** - safe; its own are called by its name.
final class Lane {

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final String name;
    private final Duration patience;
    private final ThreadPoolExecutor threads;
    private final FairShare places;

    Lane(String name, int size, int queue, Duration patience) {
        this.name = name;
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        this.places = new FairShare((long) size + queue);
    }

    String name() {
        return name;
    }

    Duration patience() {
        return patience;
    }

    int waiting() {
        return threads.getQueue().size();
    }

    int running() {
        return threads.getActiveCount();
    }

    /// Has the work done by a thread of this lane, and waits for it.
    ///
    /// **Errors** - [ProblemException] `overloaded` when too many wait, or too many of this source, or it waited
    /// too long, each time without having begun; what the work throws.
    void run(String source, Work work) throws Exception {
        if (!places.take(source, 1)) {
            throw new ProblemException(
                    ProblemCode.OVERLOADED,
                    "too many requests of this kind (%s) from the same caller are being answered".formatted(name));
        }
        try {
            run(new Turn(work));
        } finally {
            places.giveBack(source, 1);
        }
    }

    void close() {
        threads.shutdown();
    }

    private void run(Turn turn) throws Exception {
        try {
            threads.execute(turn);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(
                    ProblemCode.OVERLOADED, "%d requests of this kind (%s) wait already".formatted(waiting(), name));
        }
        await(turn);
    }

    private void await(Turn turn) throws Exception {
        try {
            turn.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (java.util.concurrent.TimeoutException e) {
            if (turn.giveUp()) {
                threads.remove(turn);
                throw new ProblemException(
                        ProblemCode.OVERLOADED,
                        "other requests of this kind (%s) are being answered since %d s"
                                .formatted(name, patience.toSeconds()));
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
        try {
            // It has begun: the request belongs to its thread until that is done with it.
            turn.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static Exception unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case Exception cause -> cause;
            case null, default -> e;
        };
    }

    /// What a thread of a lane does.
    @FunctionalInterface
    interface Work {

        void run() throws Exception;
    }

    private static final class Turn extends FutureTask<Void> {

        private static final int QUEUED = 0;
        private static final int BEGUN = 1;
        private static final int GIVEN_UP = 2;

        private final AtomicInteger state = new AtomicInteger(QUEUED);

        Turn(Work work) {
            super(() -> {
                work.run();
                return null;
            });
        }

        @Override
        public void run() {
            if (state.compareAndSet(QUEUED, BEGUN)) {
                super.run();
            }
        }

        boolean giveUp() {
            return state.compareAndSet(QUEUED, GIVEN_UP);
        }
    }
}
