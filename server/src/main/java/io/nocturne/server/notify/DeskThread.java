package io.nocturne.server.notify;

import io.nocturne.server.alert.Suppressions;
import io.nocturne.server.platform.loop.Loop;
import io.nocturne.server.platform.loop.Part;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Gives the desk its turns: when an alert took a step or a message was answered, and a few times a second
/// for what is due by time.
///
/// **Threads** - "notify".
final class DeskThread implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore bell = new Semaphore(0);
    private final Desk desk;
    private final Suppressions suppressions;
    private final Thread thread;
    private volatile boolean closed;

    DeskThread(Desk desk, Suppressions suppressions, Part part, ThreadFactory threads) {
        this.desk = desk;
        this.suppressions = suppressions;
        this.thread = threads.newThread(new Loop(
                part,
                awake -> {
                    bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    bell.drainPermits();
                    if (closed) {
                        return false;
                    }
                    awake.run();
                    while (turn() && !closed) {
                        awake.run();
                    }
                    return true;
                },
                () -> closed));
        thread.setName("notify");
    }

    private boolean turn() {
        boolean isMore = desk.turn();
        suppressions.suppressed(desk.suppressed());
        return isMore;
    }

    void start() {
        desk.wake(this::ring);
        thread.start();
    }

    /// There is something to do.
    void ring() {
        bell.release();
    }

    /// The turn that is under way ends first.
    @Override
    public void close() {
        closed = true;
        ring();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
