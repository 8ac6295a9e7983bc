package io.nocturne.server.platform.loop;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The one way in which a thread of the server lives long: turn after turn of a [Part], until the body says that it is
/// over, or the thread is interrupted because its owner ends. Whatever a turn throws, the next one comes, also after an
/// interrupt that nobody meant.
///
/// **Threads** - runs on one.
public final class Loop implements Runnable {

    private final Part part;
    private final Body body;
    private final BooleanSupplier over;
    private final Rest rest;

    Loop(Part part, Body body, BooleanSupplier over, Rest rest) {
        this.part = part;
        this.body = body;
        this.over = over;
        this.rest = rest;
    }

    /// **Shape** - `over` says whether the owner ends, and so whether an interrupt is meant.
    public Loop(Part part, Body body, BooleanSupplier over) {
        this(part, body, over, Thread::sleep);
    }

    @Override
    public void run() {
        part.started();
        try {
            boolean running = true;
            while (running) {
                running = turn();
            }
        } finally {
            part.ended();
        }
    }

    private boolean turn() {
        try {
            boolean more = body.turn(part::begin);
            part.worked();
            return more;
        } catch (Throwable e) {
            return !(e instanceof InterruptedException && isOver()) && rests(part.failed(e));
        }
    }

    /// False if it is over.
    private boolean rests(Duration pause) {
        try {
            rest.rest(pause);
            return true;
        } catch (InterruptedException e) {
            return !isOver();
        }
    }

    private boolean isOver() {
        boolean ends = over.getAsBoolean();
        if (ends) {
            Thread.currentThread().interrupt();
        }
        return ends;
    }

    /// What a loop does.
    public interface Body {

        /// Waits for something to do, calls `awake`, and does it; false if it was the last time.
        boolean turn(Runnable awake) throws InterruptedException;
    }

    /// Waits; [Thread#sleep(Duration)] but in tests.
    public interface Rest {

        void rest(Duration time) throws InterruptedException;
    }
}
