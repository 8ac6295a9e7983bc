package io.nocturne.server.series.store;

import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.LayoutAllowance;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.journal.Journal;
import io.nocturne.server.series.store.journal.JournalBytes;
import io.nocturne.server.series.store.journal.JournalEntry;
import io.nocturne.server.series.store.journal.SeenNumbers;
import io.nocturne.server.series.store.journal.StoreMeter;
import io.nocturne.server.series.store.read.PackedQuery;
import io.nocturne.server.series.store.rollup.Roller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// The parts of a store, put together, with what the journal holds in its head.
record StoreParts(
        LayoutStore layouts,
        LayoutAllowance allowance,
        Head head,
        Journal journal,
        Upkeep upkeep,
        PackedQuery query,
        StoreMeter meter,
        DiskWatch disk) {

    private static final Logger log = LoggerFactory.getLogger(StoreParts.class);

    /// Reads the journal.
    ///
    /// **Shape** - `maxHeadBytes` is what may wait in memory; beyond it deliveries are refused.
    /// **Errors** - [IllegalStateException] when the journal is damaged: what it holds was acknowledged, so only
    /// a person may decide to go on without it; [ConfigException] when a key of it is not there.
    static StoreParts assemble(
            StoreTables tables,
            LayoutStore layouts,
            TransactionTemplate transaction,
            DiskSync disk,
            StoreSettings settings) {
        StoreKeys keys = new StoreKeys(tables.encryption(), tables.keyed(), tables.journal());
        keys.check();
        Head head = new Head(settings.maxHeadBytes());
        SeenNumbers seen = new SeenNumbers(tables.journal().sequences());
        long last = replay(tables, layouts, seen, head);
        StoreMeter meter = new StoreMeter();
        Journal journal = new Journal(tables.journal(), seen, head, meter, settings.gate(), last);
        Sealer sealer = new Sealer(tables, layouts, transaction, disk);
        Roller roller = new Roller(
                tables.chunks(), tables.periods(), tables.unrolled(), layouts, transaction, disk, settings.clock());
        Upkeep.KeyCare keyCare = new Upkeep.KeyCare(keys, new Recrypter(tables, transaction, disk));
        LayoutSweep sweep =
                new LayoutSweep(layouts, tables.keyed(), head, settings.clock().instant());
        Upkeep upkeep = new Upkeep(journal, head, tables, sealer, roller, keyCare, sweep, settings);
        PackedQuery query = new PackedQuery(tables.nodeId(), tables.chunks(), tables.unrolled(), layouts, head);
        return new StoreParts(layouts, settings.allowance(), head, journal, upkeep, query, meter, settings.disk());
    }

    private static long replay(StoreTables tables, LayoutStore layouts, SeenNumbers seen, Head head) {
        long[] snapshots = {0};
        long last = tables.journal().forEach((segment, body) -> {
            try {
                for (JournalEntry entry : JournalBytes.entries(body, layouts::require)) {
                    JournalEntry fresh = entry.with(seen.take(entry));
                    head.add(segment, fresh);
                    snapshots[0] += fresh.snapshots().size();
                }
            } catch (CorruptChunkException e) {
                throw new IllegalStateException(
                        "segment %d of the journal is damaged (%s); what was acknowledged in it is not in a chunk"
                                .formatted(segment, e.getMessage()),
                        e);
            }
            seen.keep();
        });
        if (snapshots[0] > 0) {
            log.info("read {} snapshots from the journal, which the last run had not sealed", snapshots[0]);
        }
        return Math.max(last, tables.journal().sealedSegment());
    }
}
