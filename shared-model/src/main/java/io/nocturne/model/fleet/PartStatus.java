package io.nocturne.model.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one of the things that the server does again and again does: writing the journal, rolling up, and so on.
///
/// **Unit** - `failures` since the server's start.
/// **Absent** - `lastSuccessAt` before the first turn that worked; `lastFailureAt` and `cause`, which is one word of
/// the newest failure, before the first that did not. The log has the rest.
public record PartStatus(
        String name,
        State state,
        long failures,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant lastFailureAt,
        @Nullable String cause) {

    /// Whether it does what it is there for.
    public enum State {
        OK,
        /// The last turn failed; it is tried again.
        FAILING,
        /// A turn takes far too long, or does not come.
        STUCK,
        /// Its thread is gone.
        ENDED
    }
}
