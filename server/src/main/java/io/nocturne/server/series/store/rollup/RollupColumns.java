package io.nocturne.server.series.store.rollup;

/// The order of a rollup chunk's columns: for each series of its layout minimum, maximum, sum, and count;
/// sum and count as [io.nocturne.server.series.Total] has them.
public final class RollupColumns {

    public static final int PER_SERIES = 4;
    static final int MIN = 0;
    static final int MAX = 1;
    static final int SUM = 2;
    static final int COUNT = 3;

    private RollupColumns() {}
}
