package io.nocturne.console.fx;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// The one crossing to the JavaFX thread.
///
/// Snapshots are made on the timer's thread and only the newest one crosses, so neither a burst of
/// samples nor a slow frame makes a queue.
///
/// **Threads** - safe.
public final class FxBridge implements UiThread {

    /// One frame at 60 Hz: nothing crosses more often.
    static final Duration FRAME = Duration.ofMillis(16);

    private final Executor fx;
    private final ScheduledExecutorService timer;
    private final Executor io;
    private final UiErrors errors;

    /// A bridge to the real JavaFX thread.
    public FxBridge(ScheduledExecutorService timer, Executor io, UiErrors errors) {
        this(Platform::runLater, timer, io, errors);
    }

    FxBridge(Executor fx, ScheduledExecutorService timer, Executor io, UiErrors errors) {
        this.fx = fx;
        this.timer = timer;
        this.io = io;
        this.errors = errors;
    }

    @Override
    public void post(Runnable action) {
        fx.execute(() -> errors.guard(action));
    }

    @Override
    public <T> Conduit conduit(Supplier<T> source, Consumer<T> sink, Duration pause) {
        return new Crossing<>(source, sink, pause.compareTo(FRAME) < 0 ? FRAME : pause);
    }

    @Override
    public Ticket every(Duration period, Runnable action) {
        AtomicBoolean pending = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        ScheduledFuture<?> ticking = timer.scheduleAtFixedRate(
                () -> {
                    if (pending.compareAndSet(false, true)) {
                        post(() -> {
                            pending.set(false);
                            if (!closed.get()) {
                                action.run();
                            }
                        });
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> {
            closed.set(true);
            ticking.cancel(false);
        };
    }

    @Override
    public <T> void background(Supplier<T> work, Consumer<T> then) {
        io.execute(() -> errors.guard(() -> {
            T result = work.get();
            post(() -> then.accept(result));
        }));
    }

    private final class Crossing<T> implements Conduit {

        private final Supplier<T> source;
        private final Consumer<T> sink;
        private final Duration pause;
        private final AtomicBoolean signalled = new AtomicBoolean();
        private final AtomicReference<@Nullable T> newest = new AtomicReference<>();
        private volatile boolean closed;

        Crossing(Supplier<T> source, Consumer<T> sink, Duration pause) {
            this.source = source;
            this.sink = sink;
            this.pause = pause;
        }

        @Override
        public void signal() {
            if (!closed && signalled.compareAndSet(false, true)) {
                var _ = timer.schedule(() -> errors.guard(this::fetch), pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        /// The flag falls before the snapshot is made: what happens meanwhile signals anew.
        private void fetch() {
            signalled.set(false);
            if (!closed && newest.getAndSet(source.get()) == null) {
                post(this::deliver);
            }
        }

        private void deliver() {
            T value = newest.getAndSet(null);
            if (value != null && !closed) {
                sink.accept(value);
            }
        }

        @Override
        public void close() {
            closed = true;
            newest.set(null);
        }
    }
}
