package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A time in which nobody is told of the alerts that match: a silence, or a maintenance window.
///
/// **Shape** - `matchers` match an alert's labels, all of them. It mutes from `startsAt` to before `endsAt`;
/// with a `recurrence` only while one of its windows covers the time too. `replaces` is the silence that an
/// edit ended. `changesAt` is when it begins or ends to mute next.
/// **Absent** - `updatedBy` unless somebody changed or ended it; `replaces` unless it came of an edit;
/// `changesAt` when it is expired.
public record Silence(
        String silenceId,
        long version,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        Kind kind,

        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        List<WeeklyWindow> recurrence,
        String comment,
        String createdBy,
        Instant createdAt,
        @Nullable String updatedBy,
        @Nullable String replaces,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        State state,

        @Nullable Instant changesAt) {

    public Silence {
        matchers = List.copyOf(matchers);
        recurrence = recurrence == null ? List.of() : List.copyOf(recurrence);
    }

    /// What it is for.
    public enum Kind {
        /// Somebody does not want to hear of it.
        @JsonEnumDefaultValue
        @JsonProperty("silence")
        SILENCE,
        /// Work is done on what it is about.
        @JsonProperty("maintenance")
        MAINTENANCE
    }

    /// Whether it mutes.
    public enum State {
        /// Not now, but it will: before its start, or between two of its windows.
        @JsonEnumDefaultValue
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("expired")
        EXPIRED
    }
}
