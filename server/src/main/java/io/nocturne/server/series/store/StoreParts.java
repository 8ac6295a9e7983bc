package io.nocturne.server.series.store;

import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.lease.Lease;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Part;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.LayoutAllowance;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.journal.Journal;
import io.nocturne.server.series.store.journal.JournalBytes;
import io.nocturne.server.series.store.journal.JournalEntry;
import io.nocturne.server.series.store.journal.JournalStream;
import io.nocturne.server.series.store.journal.JournalTable.Mark;
import io.nocturne.server.series.store.journal.SeenNumbers;
import io.nocturne.server.series.store.journal.StoreMeter;
import io.nocturne.server.series.store.read.KeptChunks;
import io.nocturne.server.series.store.read.PackedQuery;
import io.nocturne.server.series.store.read.RecentQuery;
import io.nocturne.server.series.store.rollup.Roller;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of a store, put together, with what the journal holds in its head.
record StoreParts(
        Lease node,
        LayoutStore layouts,
        LayoutAllowance allowance,
        Head head,
        JournalStream stream,
        Journal journal,
        Part journalPart,
        Upkeep upkeep,
        LeaderWork leaderWork,
        PackedQuery query,
        KeptChunks kept,
        RecentQuery recent,
        StoreMeter meter,
        DiskWatch disk) {

    private static final int STREAM_SHARE_OF_HEAD = 16;
    private static final int KEPT_SHARE_OF_HEAD = 2;
    private static final int PIECES_OF_HEAD = 32;
    private static final long MIN_PIECE_BYTES = 64L << 10;
    private static final long MAX_PIECE_BYTES = 8L << 20;
    private static final int SERIES_A_BLOCK = 50_000;

    private static final Logger log = LoggerFactory.getLogger(StoreParts.class);

    /// It does not rest for long: requests wait, and each turn takes what failed out of the way.
    private static final Pace JOURNAL_PACE =
            new Pace(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(1));

    /// Reads the journal.
    ///
    /// **Shape** - `maxHeadBytes` is what may wait in memory; beyond it deliveries are refused.
    /// **Errors** - [IllegalStateException] when the journal is damaged: what it holds was acknowledged, so only
    /// a person may decide to go on without it; [ConfigException] when a key of it is not there.
    static StoreParts assemble(
            StoreTables tables, LayoutStore layouts, Changes changes, DiskSync disk, StoreSettings settings) {
        Sizes sizes = new Sizes(
                pieceBytes(settings.maxHeadBytes()),
                SERIES_A_BLOCK,
                settings.maxHeadBytes() / STREAM_SHARE_OF_HEAD,
                settings.maxHeadBytes() / KEPT_SHARE_OF_HEAD);
        return assemble(tables, layouts, changes, disk, settings, sizes);
    }

    /// About what one transaction of a seal writes: what is not committed yet takes memory several times over.
    static long pieceBytes(long maxHeadBytes) {
        return Math.clamp(maxHeadBytes / PIECES_OF_HEAD, MIN_PIECE_BYTES, MAX_PIECE_BYTES);
    }

    static StoreParts assemble(
            StoreTables tables,
            LayoutStore layouts,
            Changes changes,
            DiskSync disk,
            StoreSettings settings,
            Sizes sizes) {
        StoreKeys keys = new StoreKeys(tables.encryption(), tables.keyed(), tables.journal());
        keys.check();
        Head head = new Head(settings.maxHeadBytes());
        SeenNumbers seen = new SeenNumbers(tables.journal().sequences());
        tables.journal().begin();
        long last = replay(tables, layouts, seen, head);
        StoreMeter meter = new StoreMeter();
        JournalStream stream = new JournalStream(tables.journal(), layouts::require, sizes.streamBytes(), last);
        Journal journal = new Journal(
                tables.journal(),
                settings.leases().node(),
                seen,
                head,
                stream,
                meter,
                settings.gate(),
                settings.clock(),
                last);
        Part journalPart = settings.parts().part("store-journal", JOURNAL_PACE);
        KeptChunks kept = new KeptChunks(tables.nodeId(), tables.questions(), sizes.keptBytes(), settings.clock());
        Sealer sealer = new Sealer(tables, layouts, kept, stream, changes.asNode(), disk, sizes.pieceBytes());
        Roller roller = new Roller(
                tables.chunks(),
                tables.periods(),
                tables.unrolled(),
                layouts,
                changes.asLeader(),
                disk,
                settings.clock(),
                sizes.seriesABlock());
        Recrypter recrypter = new Recrypter(tables, changes.asLeader(), disk);
        LayoutSweep sweep =
                new LayoutSweep(layouts, tables.keyed(), head, settings.clock().instant());
        LeaderWork leaderWork =
                new LeaderWork(tables, head, roller, keys, recrypter, sweep, changes.asLeader(), settings);
        Upkeep upkeep = new Upkeep(journal, head, tables, sealer, leaderWork, keys, settings);
        PackedQuery query = new PackedQuery(tables.nodeId(), tables.questions(), tables.unrolled(), layouts, head);
        return new StoreParts(
                settings.leases().node(),
                layouts,
                settings.allowance(),
                head,
                stream,
                journal,
                journalPart,
                upkeep,
                leaderWork,
                query,
                kept,
                new RecentQuery(tables.nodeId(), head, kept, layouts, query),
                meter,
                settings.disk());
    }

    private static long replay(StoreTables tables, LayoutStore layouts, SeenNumbers seen, Head head) {
        long[] snapshots = {0};
        Mark mark = tables.journal().mark();
        HalfSealed half = new HalfSealed(tables.chunks(), tables.nodeId(), mark.sealing());
        long last = tables.journal().forEach(mark.sealed(), (segment, body) -> {
            try {
                for (JournalEntry entry : JournalBytes.entries(body, layouts::require)) {
                    JournalEntry fresh = half.without(segment, entry.with(seen.take(entry)));
                    head.add(segment, fresh);
                    snapshots[0] += fresh.snapshots().size();
                }
            } catch (CorruptChunkException e) {
                throw new IllegalStateException(
                        "segment %d of the journal is damaged (%s); what was acknowledged in it is not in a chunk"
                                .formatted(segment, e.getMessage()),
                        e);
            }
            seen.keep(segment);
        });
        if (snapshots[0] > 0) {
            log.info("read {} snapshots from the journal, which the last run had not sealed", snapshots[0]);
        }
        return Math.max(last, mark.sealing());
    }

    /// **Shape** - `pieceBytes` is about what one transaction of a seal writes; `seriesABlock` is how many
    /// series of a host are rolled up; `streamBytes` is what the stream keeps in memory for those that read
    /// it, and `keptBytes` what chunks take there for those that ask for the last minutes.
    record Sizes(long pieceBytes, int seriesABlock, long streamBytes, long keptBytes) {}
}
