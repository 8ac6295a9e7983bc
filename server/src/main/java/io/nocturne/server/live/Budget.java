package io.nocturne.server.live;

import java.time.Duration;
import java.time.Instant;

/// So many things at once, and so many more each second.
///
/// **Threads** - confined to the thread that reads a connection.
final class Budget {

    private final int atOnce;
    private final int perSecond;
    private double left;
    private Instant at;

    Budget(int atOnce, int perSecond, Instant now) {
        this.atOnce = atOnce;
        this.perSecond = perSecond;
        this.left = atOnce;
        this.at = now;
    }

    /// False when there is nothing left.
    boolean take(Instant now) {
        // A clock that was set back gives nothing and takes nothing.
        long millis = Math.max(0, Duration.between(at, now).toMillis());
        left = Math.min(atOnce, left + millis * perSecond / 1_000.0);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
