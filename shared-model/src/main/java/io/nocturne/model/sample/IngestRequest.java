package io.nocturne.model.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One delivery of an agent: snapshots of one layout.
///
/// **Shape** - 1 to [#MAX_SNAPSHOTS] snapshots; `sequence` is the number of the first one, the following ones count up
/// by one. An agent never uses a number twice and never goes back; it may leave gaps. Exactly one of `layout` and
/// `layoutId` is given. `intervalMillis` is the agent's present collection interval, so that the server can tell a late
/// snapshot from a missing one.
/// **Errors** - [IllegalArgumentException] naming the field that is wrong.
public record IngestRequest(
        long sequence,
        @Nullable Layout layout,
        @Nullable String layoutId,
        @Nullable Long intervalMillis,
        List<Snapshot> snapshots) {

    public static final int MAX_SNAPSHOTS = 1_000;
    public static final long MAX_INTERVAL_MILLIS = 3_600_000;

    public IngestRequest {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence must be 1 or more, is " + sequence);
        }
        if ((layout == null) == (layoutId == null)) {
            throw new IllegalArgumentException("exactly one of layout and layoutId must be given");
        }
        if (intervalMillis != null && (intervalMillis < 1 || intervalMillis > MAX_INTERVAL_MILLIS)) {
            throw new IllegalArgumentException(
                    "intervalMillis must be 1 to %d, is %d".formatted(MAX_INTERVAL_MILLIS, intervalMillis));
        }
        if (snapshots == null || snapshots.isEmpty() || snapshots.size() > MAX_SNAPSHOTS) {
            throw new IllegalArgumentException("snapshots must have 1 to %d entries, has %d"
                    .formatted(MAX_SNAPSHOTS, snapshots == null ? 0 : snapshots.size()));
        }
        snapshots = List.copyOf(snapshots);
    }
}
