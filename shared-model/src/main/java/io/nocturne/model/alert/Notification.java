package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message to a receiver, and what became of it.
///
/// **Absent** - `nextAttemptAt` unless it waits to be tried again; `answer` until there was one.
public record Notification(
        String notificationId,
        String receiverId,
        String kind,
        List<String> alertIds,
        State state,
        Instant createdAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String answer,
        boolean drill) {

    public Notification {
        alertIds = alertIds == null ? List.of() : List.copyOf(alertIds);
    }

    /// Where a message is on its way.
    public enum State {
        @JsonProperty("sending")
        SENDING,
        /// It failed, and is tried again.
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("delivered")
        DELIVERED,
        /// It was given up.
        @JsonProperty("dead")
        DEAD,
        /// Its alerts changed before it arrived; another message says how they are.
        @JsonProperty("superseded")
        SUPERSEDED
    }
}
