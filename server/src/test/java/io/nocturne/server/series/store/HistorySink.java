package io.nocturne.server.series.store;

import io.nocturne.server.series.store.chunk.StoredChunk;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Takes the rows of one table in the order in which a server writes them: by start, then host.
///
/// **Threads** - confined to one.
interface HistorySink {

    /// Adds chunks of one start; those of `templates.get(i % templates.size())` go under `hostIds.get(i)`.
    void add(List<UUID> hostIds, List<List<StoredChunk>> templates) throws SQLException;

    /// When this returns, the rows are committed.
    void finish() throws SQLException;
}
