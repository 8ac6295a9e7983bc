package io.nocturne.server.series;

import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads what the store keeps.
///
/// **Threads** - safe.
public interface SeriesQuery {

    /// The samples of every series that fits, host by host, in steps of the request's width.
    ///
    /// **Shape** - a series without a sample in the range does not stand in the answer; ascending by
    /// time.
    List<SeriesData> range(RangeRequest request);

    /// A host's newest snapshot by time.
    Optional<LatestSnapshot> latest(UUID hostId);

    /// What to read.
    ///
    /// **Shape** - `attributes` must all be equal in a series; it may have others. `stepMillis` 0 gives
    /// samples as they came.
    record RangeRequest(
            UUID hostId, List<String> metrics, Map<String, String> attributes, TimeRange range, long stepMillis) {}

    /// A snapshot with its layout.
    record LatestSnapshot(KnownLayout layout, NumberedSnapshot snapshot) {}
}
