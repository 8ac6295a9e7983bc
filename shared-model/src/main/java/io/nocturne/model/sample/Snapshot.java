package io.nocturne.model.sample;

import java.time.Instant;
import java.util.Objects;

/// Everything that an agent read at one instant.
///
/// **Shape** - `values` in the order of the layout that the snapshot is sent with.
/// **Unit** - `time` by the agent's clock, UTC, to the millisecond.
public record Snapshot(Instant time, SampleValues values) {

    public Snapshot {
        Objects.requireNonNull(time, "a snapshot has a time");
        Objects.requireNonNull(values, "a snapshot has values");
    }
}
