package io.nocturne.server.fleet;

import io.nocturne.model.fleet.HostStop;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What agents said when they left, as far as it is kept: the newest thousand events of each host.
///
/// **Threads** - safe.
public interface Goodbyes {

    /// A host's goodbyes, the first to arrive first.
    List<Goodbye> goodbyes(UUID hostId);

    /// A goodbye, from when it arrived until the agent said that it is there again.
    ///
    /// **Unit** - `from` and `until` by the server's clock.
    /// **Absent** - `until` when it said no such thing.
    record Goodbye(HostStop stop, Instant from, @Nullable Instant until) {

        /// Whether it is the reason of a silence at a time, with the newest sample that was there then.
        public boolean holds(Instant at, Instant newestSample) {
            return !at.isBefore(from) && (until == null || at.isBefore(until)) && !stop.isOver(newestSample);
        }
    }
}
