package io.nocturne.server.platform.loop;

import io.nocturne.model.fleet.PartStatus;
import io.nocturne.model.fleet.PartStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;

/// One thing that the server does again and again as long as it runs. Each turn of it is supervised: whatever is
/// thrown, an [Error] included, is counted, logged once a minute at most, and the next turn comes after a rest.
///
/// **Shape** - it is failing from a turn that failed until one that did not, or until nobody has tried for two minutes;
/// stuck while a turn takes longer than its bound, or does not begin although it is due; ended once its thread is gone.
/// **Threads** - one at a time has turns; everybody reads.
public final class Part {

    private static final Logger log = LoggerFactory.getLogger(Part.class);

    private static final Duration LOG_EVERY = Duration.ofMinutes(1);
    private static final Duration FORGET_AFTER = Duration.ofMinutes(2);

    private final String name;
    private final Pace pace;
    private final Clock clock;
    private final AtomicLong failures = new AtomicLong();
    private int failuresInRow;
    private long unlogged;
    private @Nullable Instant lastLog;
    private volatile boolean failing;
    private volatile boolean ended;
    private volatile Instant notBefore = Instant.MIN;
    private volatile @Nullable Instant busySince;
    private volatile @Nullable Instant dueBy;
    private volatile @Nullable Instant lastSuccessAt;
    private volatile @Nullable Instant lastFailureAt;
    private volatile @Nullable String cause;

    Part(String name, Pace pace, Clock clock) {
        this.name = name;
        this.pace = pace;
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    /// Has a turn, unless it rests after one that failed; false if it rests, or failed. Never throws.
    public boolean attempt(Runnable turn) {
        try {
            if (isResting()) {
                return false;
            }
            begin();
            turn.run();
            worked();
            return true;
        } catch (Throwable e) {
            failed(e);
            return false;
        }
    }

    public boolean isResting() {
        return clock.instant().isBefore(notBefore);
    }

    /// As [#attempt], of a part that somebody else's clock gives a turn every so often: it is stuck when none comes.
    public boolean tick(Duration every, Runnable turn) {
        boolean worked = attempt(turn);
        dueBy = later(clock.instant(), notBefore).plus(every).plus(pace.bound());
        return worked;
    }

    public PartStatus status() {
        return new PartStatus(name, state(), failures.get(), lastSuccessAt, lastFailureAt, cause);
    }

    public boolean isWell() {
        return state() == State.OK;
    }

    State state() {
        Instant now = clock.instant();
        Instant busy = busySince;
        Instant due = dueBy;
        Instant failed = lastFailureAt;
        if (ended) {
            return State.ENDED;
        }
        if (isBefore(busy == null ? null : busy.plus(pace.bound()), now) || isBefore(due, now)) {
            return State.STUCK;
        }
        return failing && failed != null && now.isBefore(failed.plus(FORGET_AFTER)) ? State.FAILING : State.OK;
    }

    void begin() {
        busySince = clock.instant();
    }

    void worked() {
        busySince = null;
        lastSuccessAt = clock.instant();
        notBefore = Instant.MIN;
        if (failing) {
            failing = false;
            log.info("{} works again, after {} failures", name, failuresInRow);
        }
        failuresInRow = 0;
    }

    /// Counts, says so, and returns how long to rest. What fails in here must not end the caller either.
    Duration failed(Throwable e) {
        failing = true;
        busySince = null;
        failures.incrementAndGet();
        failuresInRow++;
        Duration rest = pace.rest(failuresInRow);
        try {
            Instant now = clock.instant();
            lastFailureAt = now;
            notBefore = now.plus(rest);
            cause = e.getClass().getSimpleName();
            tell(e, rest, now);
        } catch (Throwable again) {
            // Out of memory, most likely; the count says that there was something.
            unlogged++;
        }
        return rest;
    }

    void due(Instant by) {
        dueBy = by;
    }

    void ended() {
        busySince = null;
        dueBy = null;
        ended = true;
    }

    void started() {
        ended = false;
    }

    Pace pace() {
        return pace;
    }

    private void tell(Throwable e, Duration rest, Instant now) {
        if (lastLog != null && now.isBefore(lastLog.plus(LOG_EVERY))) {
            unlogged++;
            return;
        }
        String more = unlogged == 0 ? "" : ", %d times more since the last such line".formatted(unlogged);
        // What the database says needs no stack trace; what nobody expected does.
        log.error(
                "{} failed{}; it is tried again in {} ms, everything else goes on: {}",
                name,
                more,
                rest.toMillis(),
                e.toString(),
                e instanceof NestedRuntimeException ? null : e);
        lastLog = now;
        unlogged = 0;
    }

    private static boolean isBefore(@Nullable Instant time, Instant now) {
        return time != null && time.isBefore(now);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }
}
