package io.nocturne.server.replay;

import io.nocturne.model.alert.Severity;
import io.nocturne.server.rule.EffectiveRule;
import java.time.Duration;

/// What the live engine looks at every second, seen at those seconds at which something can come of it: from
/// each change until the rule's holds have run out, and as long as it flaps.
///
/// **Threads** - confined to the caller's.
final class TickFeed {

    private static final long SECOND_MILLIS = 1_000;

    private final long settleMillis;
    private final long fromMillis;
    private final long toMillis;

    TickFeed(EffectiveRule rule, long fromMillis, long toMillis) {
        Duration longest = rule.keepFiringFor();
        for (Severity severity : Severity.values()) {
            Duration hold = rule.level(severity).map(EffectiveRule.Level::hold).orElse(Duration.ZERO);
            longest = hold.compareTo(longest) > 0 ? hold : longest;
        }
        this.settleMillis = longest.toMillis() + SECOND_MILLIS;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
    }

    /// **Shape** - `changes` ascending.
    void walk(long[] changes, InstanceReplay eye, Look look) {
        for (int i = 0; i < changes.length; i++) {
            long first = tick(Math.max(fromMillis, changes[i]));
            long next = tick(i + 1 < changes.length ? Math.min(toMillis, changes[i + 1]) : toMillis);
            for (long now = first; now < next; now += SECOND_MILLIS) {
                look.at(now);
                if (eye.isCalm() || (now - first >= settleMillis && !eye.isFlapping())) {
                    break;
                }
            }
        }
    }

    private static long tick(long timeMillis) {
        return Math.ceilDiv(timeMillis, SECOND_MILLIS) * SECOND_MILLIS;
    }

    /// Looks once.
    interface Look {

        void at(long timeMillis);
    }
}
