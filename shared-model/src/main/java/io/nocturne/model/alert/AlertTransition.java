package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step in an alert's life, by itself or by somebody's hand.
///
/// **Shape** - `transitionId` is unique and ascends in the order in which the steps were written; `number`
/// counts the alert's own from 1.
/// **Unit** - `at` by the sample that caused it, `recordedAt` by the server.
/// **Absent** - `severity` and `value` where the step has none; `by` unless a person caused it; `type` when it
/// is of a kind that the reader does not know.
public record AlertTransition(
        long transitionId,
        String alertId,
        int number,

        @Nullable @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Type type,

        Instant at,
        Instant recordedAt,
        @Nullable Severity severity,
        @Nullable Double value,
        @Nullable String by,
        @Nullable String comment) {

    /// What happened.
    public enum Type {
        @JsonProperty("pending")
        PENDING,
        /// Pending no longer, and never fired.
        @JsonProperty("calmed")
        CALMED,
        @JsonProperty("firing")
        FIRING,
        /// From warning to critical.
        @JsonProperty("escalated")
        ESCALATED,
        /// From critical to warning.
        @JsonProperty("eased")
        EASED,
        @JsonProperty("resolved")
        RESOLVED,
        @JsonProperty("unknown")
        UNKNOWN,
        /// The host reports again and the alert still fires.
        @JsonProperty("known")
        KNOWN,
        /// Over without being resolved.
        @JsonProperty("ended")
        ENDED,
        /// It comes and goes so often that single changes say nothing.
        @JsonProperty("flapping")
        FLAPPING,
        @JsonProperty("steady")
        STEADY,
        @JsonProperty("acknowledged")
        ACKNOWLEDGED,
        /// The owner gave it back.
        @JsonProperty("unacknowledged")
        UNACKNOWLEDGED,
        /// The acknowledgement ran out.
        @JsonProperty("expired")
        EXPIRED,
        /// It got worse than what the acknowledgement covered.
        @JsonProperty("reopened")
        REOPENED,
        @JsonProperty("commented")
        COMMENTED,
        /// Somebody saw that it came and went.
        @JsonProperty("seen")
        SEEN
    }
}
