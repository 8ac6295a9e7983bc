package io.nocturne.server.ingest;

import java.util.Comparator;

/// Where an entry stands in the stream: the server that journaled it, the segment of that journal, the entry in it.
///
/// **Shape** - `entry` counts from 0. Entries of one server are ordered by it; between servers there is no order, only
/// a stable one.
public record Position(int nodeId, long segment, int entry) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparingInt(Position::nodeId)
            .thenComparingLong(Position::segment)
            .thenComparingInt(Position::entry);

    private static final int END = Integer.MAX_VALUE;

    /// Behind every entry of a segment.
    public static Position endOf(int nodeId, long segment) {
        return new Position(nodeId, segment, END);
    }

    public boolean isEnd() {
        return entry == END;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return nodeId + "/" + segment + "/" + (isEnd() ? "end" : Integer.toString(entry));
    }
}
