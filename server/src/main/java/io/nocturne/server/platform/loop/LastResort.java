package io.nocturne.server.platform.loop;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process when its orderly stop does not end: what was acknowledged is on disk, and the next start reads it.
///
/// **Threads** - its own, a daemon; begins when the JVM is told to end.
public final class LastResort implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LastResort.class);

    /// Above every bound of the orderly stop, below the 90 s that a service manager waits before it kills.
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int HALTED = 70;

    private final Duration patience;
    private final Loop.Rest rest;
    private final Halt halt;

    LastResort(Duration patience, Loop.Rest rest, Halt halt) {
        this.patience = patience;
        this.rest = rest;
        this.halt = halt;
    }

    /// Watches the end of this process from now on.
    public static void install() {
        LastResort last = new LastResort(PATIENCE, Thread::sleep, Runtime.getRuntime()::halt);
        // Made now: when memory has run out there may be none for a thread.
        Thread watch = Thread.ofPlatform().daemon().name("last-resort").unstarted(last);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("last-resort-start").unstarted(watch::start));
    }

    @Override
    public void run() {
        try {
            rest.rest(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            log.error(
                    "the server did not stop within {} s and is ended now; nothing that was acknowledged is lost",
                    patience.toSeconds());
        } finally {
            halt.now(HALTED);
        }
    }

    /// [Runtime#halt] but in tests.
    interface Halt {

        void now(int status);
    }
}
