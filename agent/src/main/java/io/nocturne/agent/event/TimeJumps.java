package io.nocturne.agent.event;

import io.nocturne.model.fleet.AgentEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds sleep and a clock that was set, from one moment to the next.
///
/// **Shape** - the host slept by as much as the time since the boot grew more than the ticks. The clock was set
/// by what is left of the wall clock's distance without ticks and sleep. What a clock is slewed by is far below
/// [#SET].
/// **Absent** - sleep, where the host has no clock that counts it: there it looks like a clock set forward,
/// and the detail says so.
/// **Threads** - confined to "collect".
final class TimeJumps {

    static final Duration SLEPT = Duration.ofSeconds(1);
    static final Duration SET = Duration.ofSeconds(2);

    private static final double MILLIS_PER_SECOND = 1_000;

    private @Nullable Moment last;

    /// What happened between the moment of the last call and this one.
    List<Jump> until(Moment now) {
        Moment before = last;
        last = now;
        return before == null ? List.of() : between(before, now);
    }

    private static List<Jump> between(Moment before, Moment now) {
        List<Jump> jumps = new ArrayList<>();
        Duration awake = Duration.ofNanos(now.ticks() - before.ticks());
        Duration asleep = Duration.ZERO;
        boolean countsSleep = before.sinceBoot().isPresent() && now.sinceBoot().isPresent();
        if (countsSleep) {
            long all = now.sinceBoot().getAsLong() - before.sinceBoot().getAsLong();
            Duration over = Duration.ofNanos(all).minus(awake);
            asleep = over.compareTo(SLEPT) > 0 ? over : Duration.ZERO;
        }
        if (asleep.isPositive()) {
            jumps.add(new Jump(AgentEvent.Type.RESUMED, "the host was asleep for %d s".formatted(asleep.toSeconds())));
        }
        Duration set = Duration.between(before.wall(), now.wall()).minus(awake).minus(asleep);
        if (set.abs().compareTo(SET) > 0) {
            String sleep = countsSleep || set.isNegative() ? "" : ", or the host was asleep";
            jumps.add(new Jump(
                    AgentEvent.Type.CLOCK_STEPPED,
                    String.format(
                            Locale.ROOT, "the clock was set by %+.3f s%s", set.toMillis() / MILLIS_PER_SECOND, sleep)));
        }
        return jumps;
    }

    /// Something that was found, in words.
    record Jump(AgentEvent.Type type, String detail) {}
}
