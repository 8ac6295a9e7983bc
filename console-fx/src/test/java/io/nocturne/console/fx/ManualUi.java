package io.nocturne.console.fx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A UI thread that is the test's own: everything crosses at once, ticks come when the test says so.
public final class ManualUi implements UiThread {

    private final List<Runnable> ticks = new ArrayList<>();
    private int conduits;

    /// Lets every repeated action have its turn.
    public void tick() {
        List.copyOf(ticks).forEach(Runnable::run);
    }

    /// How many conduits and repeated actions are open.
    public int open() {
        return conduits + ticks.size();
    }

    @Override
    public void post(Runnable action) {
        action.run();
    }

    @Override
    public <T> Conduit conduit(Supplier<T> source, Consumer<T> sink, Duration pause) {
        conduits++;
        return new Conduit() {
            private boolean closed;

            @Override
            public void signal() {
                if (!closed) {
                    sink.accept(source.get());
                }
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    conduits--;
                }
            }
        };
    }

    @Override
    public Ticket every(Duration period, Runnable action) {
        ticks.add(action);
        return () -> ticks.remove(action);
    }

    @Override
    public <T> void background(Supplier<T> work, Consumer<T> then) {
        then.accept(work.get());
    }
}
