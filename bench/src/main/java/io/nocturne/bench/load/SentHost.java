package io.nocturne.bench.load;

import io.nocturne.model.sample.SeriesKey;
import java.util.List;

/// A host to which a bench has sent: what must be stored of it.
///
/// **Shape** - its snapshots are numbered from 0 without gaps, and acknowledged in that order.
public interface SentHost {

    String hostId();

    List<SeriesKey> series();

    long intervalMillis();

    /// The time of a snapshot; each number has another.
    long timeMillis(long number);

    /// The number of the snapshot of that time, or -1.
    long numberAt(long timeMillis);

    double value(int series, long number);

    /// How many snapshots were made.
    long taken();

    /// How many of them, from the first, were acknowledged.
    long acknowledged();
}
