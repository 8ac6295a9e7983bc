package io.nocturne.server.platform.loop;

import java.time.Duration;

/// The one way in which a thread of the server lives long: turn after turn of a [Part], until the body says that it is
/// over or the thread is interrupted. Whatever a turn throws, the next one comes.
///
/// **Threads** - runs on one.
public final class Loop implements Runnable {

    private final Part part;
    private final Body body;
    private final Rest rest;

    Loop(Part part, Body body, Rest rest) {
        this.part = part;
        this.body = body;
        this.rest = rest;
    }

    public Loop(Part part, Body body) {
        this(part, body, Thread::sleep);
    }

    @Override
    public void run() {
        part.started();
        try {
            boolean running = true;
            while (running) {
                running = turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            part.ended();
        }
    }

    private boolean turn() throws InterruptedException {
        Duration pause;
        try {
            boolean more = body.turn(part::begin);
            part.worked();
            return more;
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            pause = part.failed(e);
        }
        rest.rest(pause);
        return true;
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
