package io.nocturne.console.screen.host;

/// The charts of a host, in reading order.
enum ChartKind {
    CPU,
    CORES,
    MEMORY,
    FILESYSTEMS,
    DISK,
    NETWORK
}
