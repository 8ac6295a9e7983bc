package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.SeriesMatch;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Reads the samples of the last minutes, cheaply enough to be asked at every delivery.
///
/// **Errors** - the database's own, where it is asked.
/// **Threads** - safe; nobody who stores samples waits for a reader. It may wait for the database itself, so a
/// [io.nocturne.server.ingest.StreamFollower] does not ask.
public interface RecentSamples {

    /// How far back from now a window may begin to be answered from memory. A window that begins earlier, and a
    /// host that was not asked for of late, cost a reading of the database; the answer is the same.
    Duration KEPT = Duration.ofMinutes(15);

    /// The series of a host that match, and what they have in a window.
    ///
    /// **Shape** - a series without a sample in the window is not there; the order of series is none.
    List<RecentSeries> recent(UUID hostId, SeriesMatch match, TimeRange window);

    /// The samples of one series.
    ///
    /// **Shape** - at least one, ascending by time, each time once; both arrays are as long. They are the caller's.
    /// **Unit** - ms since the epoch, and the metric's own.
    /// **Absent** - a sample without a value is not there.
    @SuppressWarnings("ArrayRecordComponent") // made for one question, and never compared
    record RecentSeries(SeriesKey key, long[] timesMillis, double[] values) {}
}
