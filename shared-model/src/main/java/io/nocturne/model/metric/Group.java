package io.nocturne.model.metric;

/// The part of a host that a metric speaks of.
public enum Group {
    CPU,
    MEMORY,
    FILESYSTEM,
    DISK,
    NETWORK,
    PROCESS,
    HOST
}
