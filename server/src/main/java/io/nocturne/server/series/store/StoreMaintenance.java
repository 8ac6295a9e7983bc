package io.nocturne.server.series.store;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.OfflineDatabase;
import io.nocturne.server.platform.lease.Lease;
import io.nocturne.server.platform.secret.SecretRows;
import io.nocturne.server.series.StoreCheck;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.PeriodTables;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.JournalTable;
import io.nocturne.server.series.store.journal.SequenceRanges;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.NamedInterface;

/// The store of samples for a command that runs without a server.
///
/// **Threads** - confined to the command's.
@NamedInterface("maintenance")
public final class StoreMaintenance implements StoreCheck {

    private final OfflineDatabase database;
    private final Encryption encryption;
    private final JdbcTemplate jdbc;

    /// **Shape** - `encryption` as the server is told it; rows whose key is not there count as damaged.
    public StoreMaintenance(OfflineDatabase database, EncryptionConfig encryption) {
        this.database = database;
        this.encryption = Encryption.of(encryption, new SecureRandom());
        this.jdbc = new JdbcTemplate(database.source());
    }

    /// Makes the table of that name, if chunks of some time lie in a table of that name; false if not.
    public boolean makeTable(String name) {
        return new PeriodTables(JdbcClient.create(jdbc), database.kind()).make(name);
    }

    @Override
    public List<Count> verify(Listener listener) {
        ChunkCheck check = new ChunkCheck(LayoutStore.offline(JdbcClient.create(jdbc), WireJson.mapper()));
        List<Count> counts = new ArrayList<>();
        counts.add(verifyJournal(check, listener));
        StoreTables tables = tables(0);
        for (Tier tier : Tier.values()) {
            CheckTally tally = new CheckTally(tier.name().toLowerCase(Locale.ROOT), listener);
            for (String table : tables.periods().newestFirst(tier)) {
                tally.table();
                tally.check(table, "the whole table", () -> verifyTable(tables.chunks(), tier, table, check, tally));
            }
            counts.add(tally.count());
        }
        counts.add(verifySequences(tables.journal(), listener));
        counts.add(verifySecrets(listener));
        return counts;
    }

    private Count verifyJournal(ChunkCheck check, Listener listener) {
        CheckTally tally = new CheckTally("journal", listener);
        tally.table();
        for (int node : jdbc.queryForList("SELECT DISTINCT node_id FROM journal ORDER BY 1", Integer.class)) {
            JournalTable journal = tables(node).journal();
            for (long segment : journal.segments()) {
                String row = "node %d, segment %d".formatted(node, segment);
                tally.check("journal", row, () -> verifySegment(journal, segment, check, tally, row));
            }
        }
        return tally.count();
    }

    private static void verifySegment(
            JournalTable journal, long segment, ChunkCheck check, CheckTally tally, String row) {
        journal.read(segment, (number, body) -> {
            tally.row(body.length);
            tally.check("journal", row, () -> check.segment(body));
        });
    }

    private static void verifyTable(ChunkTables chunks, Tier tier, String table, ChunkCheck check, CheckTally tally) {
        for (UUID host : chunks.hostsIn(table)) {
            List<Long> starts = chunks.headsIn(table, List.of(host), Long.MIN_VALUE, Long.MAX_VALUE).stream()
                    .map(StoredChunk::startMillis)
                    .distinct()
                    .toList();
            for (long start : starts) {
                String row = "host %s, from %s".formatted(host, Instant.ofEpochMilli(start));
                tally.check(table, row, () -> verifyChunks(chunks, tier, table, host, start, check, tally));
            }
        }
    }

    private static void verifyChunks(
            ChunkTables chunks, Tier tier, String table, UUID host, long start, ChunkCheck check, CheckTally tally) {
        for (StoredChunk chunk : chunks.findIn(table, host, start, start + 1)) {
            tally.row(chunk.head().length + (long) chunk.payload().length);
            String row = "host %s, from %s, node %d, part %d"
                    .formatted(host, Instant.ofEpochMilli(start), chunk.nodeId(), chunk.part());
            tally.check(table, row, () -> check.chunk(tier, table, chunk));
        }
    }

    private static Count verifySequences(JournalTable journal, Listener listener) {
        CheckTally tally = new CheckTally("agent_sequence", listener);
        tally.table();
        journal.forEachSequence((nodeId, agentId, ranges) -> {
            tally.row(ranges.length);
            tally.check("agent_sequence", "agent %s, node %d".formatted(agentId, nodeId), () -> {
                if (SequenceRanges.faultIn(ranges).isPresent()) {
                    throw new CorruptChunkException(
                            SequenceRanges.faultIn(ranges).get());
                }
            });
        });
        return tally.count();
    }

    private Count verifySecrets(Listener listener) {
        CheckTally tally = new CheckTally("shared_secret", listener);
        tally.table();
        for (SecretRows.Row row : new SecretRows(JdbcClient.create(jdbc)).all()) {
            tally.row(row.value().bytes().length);
            tally.check("shared_secret", row.name(), () -> row.open(encryption.cipher()));
        }
        return tally.count();
    }

    private StoreTables tables(int nodeId) {
        DiskSync disk = new DiskSync(JdbcClient.create(jdbc), database.kind());
        return StoreTables.open(jdbc, database.kind(), disk, Lease.none(nodeId), encryption);
    }
}
