package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.SeriesMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Reads what the store keeps.
///
/// **Threads** - safe.
public interface SeriesQuery {

    /// Hands over every series that fits, host by host in the order of the request.
    ///
    /// **Shape** - a series without a sample in the range is not handed over; no host's series comes twice.
    /// **Errors** - what the sink throws ends the reading and is passed on.
    void read(RangeRequest request, SeriesSink sink);

    /// A host's newest snapshot by time; without its process table.
    Optional<LatestSnapshot> latest(UUID hostId);

    /// The series of which a host has samples in the range, or in what is stored together with a part of it: ten
    /// minutes of samples, or six hours or ten days of what is rolled up.
    Set<SeriesKey> series(UUID hostId, TimeRange range);

    /// When a host has samples, whatever their series: the times of its snapshots, or the beginnings of the
    /// minutes in which it has any. Costs no reading of the samples.
    ///
    /// **Shape** - ascending, each once, within the range; `resolution` is `RAW` or `ONE_MINUTE`, and then
    /// the range begins on a minute.
    long[] moments(UUID hostId, TimeRange range, Resolution resolution);

    /// A host's newest process table at or before a time, if it is at most ten minutes older.
    Optional<ProcessTable> processes(UUID hostId, Instant at);

    /// What to read.
    ///
    /// **Shape** - `attributes` must all be equal in a series; it may have others. `stepMillis` is a
    /// multiple of the resolution's width; 0 gives samples as they came and goes with `RAW` only. For
    /// other resolutions the range begins and ends on a step.
    record RangeRequest(
            List<UUID> hostIds,
            List<String> metrics,
            Map<String, String> attributes,
            TimeRange range,
            Resolution resolution,
            long stepMillis) {

        public RangeRequest {
            hostIds = List.copyOf(hostIds);
            metrics = List.copyOf(metrics);
            attributes = Map.copyOf(attributes);
        }

        /// Which series it asks for.
        public SeriesMatch match() {
            return new SeriesMatch(metrics, attributes);
        }
    }

    /// Takes what is read, one series at a time.
    interface SeriesSink {

        void accept(UUID hostId, SeriesKey key, Steps steps);
    }

    /// A snapshot with its layout.
    record LatestSnapshot(KnownLayout layout, Snapshot snapshot) {}
}
