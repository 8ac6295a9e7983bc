package io.nocturne.model.metric;

/// How a metric travels.
public enum Carrier {
    /// As series of a layout, one value a snapshot.
    SERIES,
    /// In the process table beside a snapshot; the processes in it change every time, so they are not series.
    PROCESS_TABLE
}
