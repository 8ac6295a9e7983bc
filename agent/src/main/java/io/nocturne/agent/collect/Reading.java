package io.nocturne.agent.collect;

import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.Snapshot;
import java.time.Instant;

/// One snapshot of the host together with the layout that names its values.
///
/// **Shape** - as many values as the layout has series.
/// **Threads** - immutable.
public record Reading(DeclaredLayout layout, Snapshot snapshot) {

    public Instant time() {
        return snapshot.time();
    }

    public SampleValues values() {
        return snapshot.values();
    }
}
