package io.nocturne.model.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who is on call when: rotations in layers, and days on which somebody stands in.
///
/// **Shape** - at any time the last override that covers it counts; else the last layer that has somebody
/// then; else nobody is on call, which is a gap. `version` goes up with each change; who changes a schedule
/// names the one that was read.
/// **Absent** - `scheduleId`, `updatedBy` and `updatedAt` in what a client sends; `version` of a new one.
public record OnCallSchedule(
        @Nullable String scheduleId,
        Long version,
        @Nullable String name,
        ZoneId zone,
        List<OnCallLayer> layers,
        List<OnCallOverride> overrides,
        @Nullable String updatedBy,
        @Nullable Instant updatedAt) {

    public OnCallSchedule {
        Objects.requireNonNull(zone, "a schedule has a zone");
        version = version == null ? 0 : version;
        layers = layers == null ? List.of() : List.copyOf(layers);
        overrides = overrides == null ? List.of() : List.copyOf(overrides);
    }
}
