package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.DeclaredLayout;
import io.nocturne.agent.collect.Reading;
import java.util.List;

/// One delivery: snapshots of one layout, numbered from `sequence` without a gap.
///
/// **Shape** - one reading or more, oldest first.
/// **Threads** - immutable.
public record OutboundBatch(long sequence, List<Reading> readings) {

    public OutboundBatch {
        readings = List.copyOf(readings);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("a batch has a snapshot or more");
        }
    }

    public DeclaredLayout layout() {
        return readings.getFirst().layout();
    }

    public int size() {
        return readings.size();
    }

    public long lastSequence() {
        return sequence + readings.size() - 1;
    }
}
