package io.nocturne.console.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A timer whose time a test moves; tasks run on the test's thread, in the order of their times.
///
/// **Threads** - safe for scheduling; moved by one thread.
public final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Task> tasks = new ArrayList<>();
    private long nowMillis;

    /// Runs everything that falls due on the way.
    public void move(Duration step) {
        long end = nowMillis + step.toMillis();
        for (Task next = next(end); next != null; next = next(end)) {
            nowMillis = Math.max(nowMillis, next.dueMillis);
            next.runOnce();
        }
        nowMillis = end;
    }

    /// How many tasks wait.
    public synchronized int waiting() {
        return tasks.size();
    }

    private synchronized @Nullable Task next(long end) {
        return tasks.stream()
                .filter(task -> task.dueMillis <= end)
                .min(Comparator.comparingLong(task -> task.dueMillis))
                .orElse(null);
    }

    private synchronized Task add(Runnable work, long delayMillis, long periodMillis) {
        Task task = new Task(work, nowMillis + delayMillis, periodMillis);
        tasks.add(task);
        return task;
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(command, unit.toMillis(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
        return add(command, unit.toMillis(initial), unit.toMillis(period));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
        return add(command, unit.toMillis(initial), unit.toMillis(delay));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("the console schedules runnables");
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        tasks.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private final class Task implements ScheduledFuture<Object> {

        private final Runnable work;
        private final long periodMillis;
        private long dueMillis;
        private boolean cancelled;

        Task(Runnable work, long dueMillis, long periodMillis) {
            this.work = work;
            this.dueMillis = dueMillis;
            this.periodMillis = periodMillis;
        }

        void runOnce() {
            if (periodMillis > 0) {
                dueMillis += periodMillis;
            } else {
                remove(this);
            }
            work.run();
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            cancelled = true;
            remove(this);
            return true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean isDone() {
            return cancelled;
        }

        @Override
        public Object get() {
            throw new UnsupportedOperationException("nobody waits for a task");
        }

        @Override
        public Object get(long timeout, TimeUnit unit) {
            throw new UnsupportedOperationException("nobody waits for a task");
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.ofMillis(dueMillis - nowMillis));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }
}
