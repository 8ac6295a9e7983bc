package io.nocturne.model.series;

import io.nocturne.model.sample.SeriesKey;
import java.time.Instant;
import java.util.List;

/// The series of which a host has samples in `[from, to)`, in the order of their keys.
public record HostSeries(String hostId, Instant from, Instant to, List<SeriesKey> series) {

    public HostSeries {
        series = series == null ? List.of() : List.copyOf(series);
    }
}
