package io.nocturne.server.series.store;

import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.lease.Lease;
import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.H2ChunkTables;
import io.nocturne.server.series.store.chunk.KeyedRows;
import io.nocturne.server.series.store.chunk.PeriodTables;
import io.nocturne.server.series.store.chunk.PostgresChunkTables;
import io.nocturne.server.series.store.journal.JournalTable;
import io.nocturne.server.series.store.rollup.UnrolledBlocks;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables of the store, as one server sees them.
record StoreTables(
        int nodeId,
        JournalTable journal,
        PeriodTables periods,
        ChunkTables chunks,
        ChunkTables questions,
        UnrolledBlocks unrolled,
        KeyedRows keyed,
        Encryption encryption) {

    /// Reads which period tables and unrolled blocks there are.
    ///
    /// **Shape** - `node` is what it journals and seals as.
    static StoreTables open(
            JdbcTemplate jdbc, DatabaseKind database, DiskSync disk, Lease node, Encryption encryption) {
        return open(jdbc, jdbc, database, disk, node, encryption);
    }

    /// **Shape** - `questions` has other connections than the store writes with.
    static StoreTables open(
            JdbcTemplate jdbc,
            JdbcTemplate questions,
            DatabaseKind database,
            DiskSync disk,
            Lease node,
            Encryption encryption) {
        JdbcClient client = JdbcClient.create(jdbc);
        PeriodTables periods = new PeriodTables(client, database);
        return new StoreTables(
                node.nodeId(),
                new JournalTable(jdbc, database, disk, node, encryption.cipher()),
                periods,
                chunks(jdbc, database, periods, encryption),
                chunks(questions, database, periods, encryption),
                new UnrolledBlocks(jdbc),
                new KeyedRows(jdbc, periods),
                encryption);
    }

    private static ChunkTables chunks(
            JdbcTemplate jdbc, DatabaseKind database, PeriodTables periods, Encryption encryption) {
        return switch (database) {
            case H2 -> new H2ChunkTables(jdbc, periods, encryption.cipher());
            case POSTGRESQL -> new PostgresChunkTables(jdbc, periods, encryption.cipher());
        };
    }
}
