package io.nocturne.agent.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the host at every instant of the schedule until it is closed.
///
/// **Shape** - the wall clock is asked again before each reading, so after a step of the clock or a suspend
/// the next instant is simply the next one of the schedule. Orders are carried out between two readings.
/// **Threads** - [#run()] is the thread "collect"; the other methods may be called from any.
public final class CollectLoop implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CollectLoop.class);

    private final InstantSource clock;
    private final Consumer<Reading> sink;
    private final CycleTimes times;
    private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private CollectSchedule schedule;
    private HostReader reader;
    private @Nullable HostReader nextReader;
    private Instant last = Instant.EPOCH;
    private Instant next = Instant.EPOCH;
    private volatile boolean closed;

    /// **Shape** - `sink` must not block: it is called on the thread that reads.
    public CollectLoop(
            CollectSchedule schedule,
            HostReader reader,
            InstantSource clock,
            Consumer<Reading> sink,
            CycleTimes times) {
        this.schedule = schedule;
        this.reader = reader;
        this.clock = clock;
        this.sink = sink;
        this.times = times;
    }

    /// Reads once at once, because rates need a reading before; then on schedule, but not so soon that the
    /// first rates would be taken over a few milliseconds.
    @Override
    public void run() {
        try {
            tick();
            next = schedule.after(soonest());
            while (!closed) {
                Runnable order = await();
                if (order != null) {
                    order.run();
                } else {
                    tick();
                    next = schedule.following(next, clock.instant());
                }
            }
            log.info("95 of 100 readings took {} ms or less", Math.round(times.millisP95() * 100) / 100.0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Goes on with another schedule, and from the reading after the next one with another reader, which needs
    /// one before for its rates; with none the present one stays.
    public void use(CollectSchedule newSchedule, Optional<HostReader> newReader) {
        orders.add(() -> {
            newReader.ifPresent(given -> nextReader = given);
            if (!newSchedule.equals(schedule)) {
                schedule = newSchedule;
                next = schedule.after(clock.instant());
            }
        });
    }

    /// Reads once more, unless the last reading is so young that its rates would tell all there is, and then
    /// does something on this thread.
    public void readNow(Runnable then) {
        orders.add(() -> {
            if (clock.instant().isAfter(soonest())) {
                tick();
            }
            then.run();
        });
    }

    @Override
    public void close() {
        closed = true;
        orders.add(() -> {});
    }

    /// Half an interval after the last reading.
    private Instant soonest() {
        return last.plus(schedule.interval().dividedBy(2));
    }

    /// Waits until the clock says `next` or there is an order, which it returns. A clock that is set back
    /// meanwhile ends the wait, so that readings never stop for longer than two intervals.
    private @Nullable Runnable await() throws InterruptedException {
        // In nanoseconds: a millisecond cut off would make a reading early, and the next one follow it at once.
        long longest = schedule.interval().multipliedBy(2).toNanos();
        long left = Duration.between(clock.instant(), next).toNanos();
        Runnable order = orders.poll();
        while (order == null && left > 0 && left <= longest) {
            order = orders.poll(left, TimeUnit.NANOSECONDS);
            left = Duration.between(clock.instant(), next).toNanos();
        }
        return order;
    }

    private void tick() {
        last = clock.instant();
        try {
            times.measure(() -> sink.accept(reader.read()));
            HostReader other = nextReader;
            if (other != null) {
                other.read();
                reader = other;
                nextReader = null;
            }
        } catch (RuntimeException e) {
            // The edge of the thread: a defect in one reading must not end all readings.
            log.error("a reading failed and is skipped", e);
        }
    }
}
