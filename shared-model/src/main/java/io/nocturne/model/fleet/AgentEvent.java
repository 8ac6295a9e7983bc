package io.nocturne.model.fleet;

import io.nocturne.model.text.PlainText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that happened to an agent or its host and that no sample tells.
///
/// **Shape** - `detail` says what an operator wants to know of it, in at most [#MAX_DETAIL] characters,
/// as [PlainText] shows them.
/// **Unit** - `time` by the agent's clock, UTC.
/// **Absent** - `reason` for every type but [Type#STOPPING].
/// **Errors** - [IllegalArgumentException] naming the field that is wrong.
public record AgentEvent(
        Instant time,
        Type type,
        @Nullable StopReason reason,
        @Nullable String detail) {

    public static final int MAX_DETAIL = 255;

    public AgentEvent {
        Objects.requireNonNull(time, "an event has a time");
        Objects.requireNonNull(type, "an event has a type");
        if ((type == Type.STOPPING) != (reason != null)) {
            throw new IllegalArgumentException("an event has a reason when its type is STOPPING, and only then");
        }
        detail = PlainText.requireShown("detail", detail, MAX_DETAIL);
    }

    /// What happened.
    public enum Type {
        /// The agent started.
        STARTED,
        /// The agent ends in good order: what comes after is silence, not a failure.
        STOPPING,
        /// The host was asleep.
        RESUMED,
        /// The wall clock was set.
        CLOCK_STEPPED,
        /// The host was restarted since the agent last ran.
        REBOOTED,
        /// Snapshots had to make room for newer ones before the server had them.
        SNAPSHOTS_LOST
    }
}
