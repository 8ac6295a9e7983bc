package io.nocturne.console.state;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tells listeners that something is new; what it is they read from a snapshot.
///
/// **Threads** - safe; listeners are called on the thread that made the change and must return at once.
public final class Changes {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// Calls the listener at every change until the registration is closed.
    public Registration listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// How many listen; tests watch it for leaks.
    public int listeners() {
        return listeners.size();
    }

    void fire() {
        listeners.forEach(Runnable::run);
    }

    /// Ends what was registered; ending twice does nothing.
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        @Override
        void close();
    }
}
