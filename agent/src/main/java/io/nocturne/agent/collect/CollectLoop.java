package io.nocturne.agent.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the host at every instant of the schedule until it is closed.
///
/// **Shape** - the wall clock is asked again before each reading, so after a step of the clock or a suspend
/// the next instant is simply the next one of the schedule.
/// **Threads** - [#run()] is the thread "collect"; [#close()] may be called from any.
public final class CollectLoop implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CollectLoop.class);

    private final CollectSchedule schedule;
    private final HostReader reader;
    private final InstantSource clock;
    private final Consumer<Reading> sink;
    private final CycleTimes times;
    private final CountDownLatch closed = new CountDownLatch(1);

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
            Instant soonest = clock.instant().plus(schedule.interval().dividedBy(2));
            Instant next = schedule.after(soonest);
            while (await(next)) {
                tick();
                next = schedule.following(next, clock.instant());
            }
            log.info("95 of 100 readings took {} ms or less", Math.round(times.millisP95() * 100) / 100.0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /// Waits until the clock says `next`; false when the loop was closed meanwhile. A clock that is set back
    /// meanwhile ends the wait, so that readings never stop for longer than two intervals.
    private boolean await(Instant next) throws InterruptedException {
        // In nanoseconds: a millisecond cut off would make a reading early, and the next one follow it at once.
        long longest = schedule.interval().multipliedBy(2).toNanos();
        long left = Duration.between(clock.instant(), next).toNanos();
        while (left > 0 && left <= longest) {
            if (closed.await(left, TimeUnit.NANOSECONDS)) {
                return false;
            }
            left = Duration.between(clock.instant(), next).toNanos();
        }
        return closed.getCount() > 0;
    }

    private void tick() {
        try {
            times.measure(() -> sink.accept(reader.read()));
        } catch (RuntimeException e) {
            // The edge of the thread: a defect in one reading must not end all readings.
            log.error("a reading failed and is skipped", e);
        }
    }
}
