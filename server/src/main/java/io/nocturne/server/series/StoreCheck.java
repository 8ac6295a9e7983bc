package io.nocturne.server.series;

import java.util.List;

/// Reads everything that is stored of samples and says what cannot be read. Changes nothing.
public interface StoreCheck {

    /// Reads everything; the result has one line for each kind of rows.
    List<Count> verify(Listener listener);

    /// What there is of one kind.
    ///
    /// **Unit** - `bytes` of heads and payloads.
    record Count(String kind, int tables, long rows, long bytes, long damaged) {}

    /// Hears of each damaged row as it is found: in which table, where in it, and what is wrong.
    interface Listener {

        void damaged(String table, String row, String what);
    }
}
