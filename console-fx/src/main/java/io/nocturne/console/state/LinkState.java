package io.nocturne.console.state;

import io.nocturne.console.net.LinkFault;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The live link at one moment.
///
/// **Shape** - `since` is when the last frame came, or before any when the console began to
/// connect; `silence` is the time from then until the snapshot.
/// **Unit** - instants by the console's clock; `serverAhead` is what the server's clock is ahead of it.
/// **Absent** - `retryAt` and `fault` while connected or connecting.
public record LinkState(
        Mode mode,
        Instant since,
        Duration silence,
        @Nullable Instant retryAt,
        @Nullable LinkFault fault,
        Duration serverAhead) {

    /// How far what is shown can be believed.
    public enum Mode {
        /// Before the first frame.
        CONNECTING,
        /// A frame came within an interval.
        LIVE,
        /// None for one to two intervals.
        LATE,
        /// None for two intervals: nothing that is shown is known to be true.
        STALE
    }

    public boolean isStale() {
        return mode == Mode.STALE;
    }
}
