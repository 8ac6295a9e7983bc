package io.nocturne.model.fleet;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A goodbye that holds: why a host is silent, in its agent's own words.
///
/// **Unit** - `at` and `lastSampleAt` by the agent's clock, UTC.
/// **Absent** - `reason` when it is of a kind that the reader does not know; `lastSampleAt`, the newest sample that the
/// server had when the goodbye arrived, when it had none.
public record HostStop(
        @Nullable @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        StopReason reason,

        Instant at,
        @Nullable Instant lastSampleAt) {

    public HostStop {
        Objects.requireNonNull(at, "a goodbye has a time");
    }

    /// Whether a host whose newest sample is of `sampleAt` has come back since: a sample that was still under way
    /// when the agent said goodbye does not count.
    public boolean isOver(@Nullable Instant sampleAt) {
        return sampleAt != null && sampleAt.isAfter(at) && (lastSampleAt == null || sampleAt.isAfter(lastSampleAt));
    }
}
