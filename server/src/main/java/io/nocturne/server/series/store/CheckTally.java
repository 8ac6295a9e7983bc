package io.nocturne.server.series.store;

import io.nocturne.server.series.StoreCheck.Count;
import io.nocturne.server.series.StoreCheck.Listener;
import io.nocturne.server.series.codec.CorruptChunkException;

/// Counts the rows of one kind, and passes on what is wrong with them.
///
/// **Threads** - confined to the check's.
final class CheckTally {

    private final String kind;
    private final Listener listener;
    private int tables;
    private long rows;
    private long bytes;
    private long damaged;

    CheckTally(String kind, Listener listener) {
        this.kind = kind;
        this.listener = listener;
    }

    void table() {
        tables++;
    }

    void row(long rowBytes) {
        rows++;
        bytes += rowBytes;
    }

    /// Runs one check; whatever it throws is damage, of the row or of what the database keeps it in.
    void check(String table, String row, Check check) {
        try {
            check.run();
        } catch (CorruptChunkException | RuntimeException e) {
            damaged++;
            listener.damaged(table, row, String.valueOf(e.getMessage()));
        }
    }

    Count count() {
        return new Count(kind, tables, rows, bytes, damaged);
    }

    /// One thing that must be readable.
    interface Check {

        void run() throws CorruptChunkException;
    }
}
