package io.nocturne.console.fx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where every unexpected error of the console ends: logged with its trace, and told to the operator.
///
/// **Threads** - safe; listeners are called on the thread that failed.
public final class UiErrors implements Thread.UncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UiErrors.class);
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private Instant lastLogged = Instant.MIN;
    private long unlogged;

    public UiErrors(InstantSource clock) {
        this.clock = clock;
    }

    /// Tells somebody a word on each error, for people.
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /// Runs an action; what it throws ends here.
    public void guard(Runnable action) {
        try {
            action.run();
        } catch (Exception e) {
            report(e);
        }
    }

    public void report(Throwable failure) {
        log(failure);
        listeners.forEach(listener -> listener.accept(failure.getClass().getSimpleName()));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        report(failure);
    }

    /// One trace in 5 seconds: an error in a frame comes 60 times a second.
    private synchronized void log(Throwable failure) {
        Instant now = clock.instant();
        if (lastLogged.isAfter(now.minus(QUIET))) {
            unlogged++;
            return;
        }
        LOG.error("unexpected error in the console ({} more since the last one)", unlogged, failure);
        lastLogged = now;
        unlogged = 0;
    }
}
