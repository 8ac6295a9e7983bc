package io.nocturne.console.fx;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The ways onto the JavaFX thread, so that view models need not know it.
public interface UiThread {

    /// Runs once, soon, on the JavaFX thread.
    void post(Runnable action);

    /// Opens a way for snapshots: each signal brings the newest one across, at most once per `pause`.
    <T> Conduit conduit(Supplier<T> source, Consumer<T> sink, Duration pause);

    /// Runs again and again on the JavaFX thread until closed; turns that it has no time for are left out.
    Ticket every(Duration period, Runnable action);

    /// Does work that blocks elsewhere and brings its result across. Work that throws ends in [UiErrors].
    <T> void background(Supplier<T> work, Consumer<T> then);

    /// A way for snapshots.
    ///
    /// **Threads** - signals come from any thread.
    interface Conduit extends AutoCloseable {

        /// There is something new.
        void signal();

        /// Ends it; nothing arrives after this returned on the JavaFX thread.
        @Override
        void close();
    }

    /// Something that runs until it is closed.
    @FunctionalInterface
    interface Ticket extends AutoCloseable {

        @Override
        void close();
    }
}
