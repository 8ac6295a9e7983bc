package io.nocturne.server.series.store;

import io.nocturne.model.sample.Layout;

/// What the hosts of a made-up history have measured: a value for each of their series at each of their snapshots.
///
/// **Shape** - snapshots are numbered in the order of time; the same number has always the same time and values.
/// **Threads** - immutable.
public interface HistoryValues {

    Layout layout(int host);

    long timeMillis(int host, long number);

    /// The first snapshot at or after a time.
    long numberFrom(int host, long timeMillis);

    /// Writes the values of `into.length` snapshots of a series.
    void fill(int host, int series, long firstNumber, double[] into);

    /// The decimals that a value of a series has at most.
    int exponent(int series);
}
