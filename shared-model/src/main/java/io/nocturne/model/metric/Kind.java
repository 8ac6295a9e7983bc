package io.nocturne.model.metric;

/// How a metric's values come to be.
public enum Kind {
    /// A reading of now.
    GAUGE,
    /// A counter's growth per second since the reading before; absent for the first reading and after a counter reset.
    RATE
}
