package io.nocturne.server.series.store;

import io.nocturne.model.sample.Layout;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.codec.ProcessBlock;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.JournalBytes;
import io.nocturne.server.series.store.journal.JournalEntry;
import io.nocturne.server.series.store.rollup.RollupColumns;
import java.time.Instant;

/// Says whether what stands in a row can be read in its entirety, and belongs where it stands.
///
/// **Errors** - [CorruptChunkException] tells what is wrong.
/// **Threads** - safe.
final class ChunkCheck {

    private final LayoutStore layouts;

    ChunkCheck(LayoutStore layouts) {
        this.layouts = layouts;
    }

    void chunk(Tier tier, String table, StoredChunk chunk) throws CorruptChunkException {
        long start = chunk.startMillis();
        if (tier.startOf(start) != start || !tier.table(tier.periodOf(start)).equals(table)) {
            throw new CorruptChunkException("no row of this table begins then");
        }
        byte[] content = chunk.content();
        if (tier == Tier.PROCESS) {
            for (var processes : ProcessBlock.decode(content)) {
                requireWithin(tier, start, processes.time().toEpochMilli());
            }
        } else {
            samples(tier, chunk, content);
        }
    }

    void segment(byte[] body) throws CorruptChunkException {
        for (JournalEntry entry : JournalBytes.entries(body, layouts::require)) {
            int series = layout(entry.layout().id()).series().size();
            for (NumberedSnapshot snapshot : entry.snapshots()) {
                if (snapshot.values().size() != series) {
                    throw new CorruptChunkException("snapshot %d of agent %s has %d values, its layout %d"
                            .formatted(
                                    snapshot.sequence(),
                                    entry.agentId(),
                                    snapshot.values().size(),
                                    series));
                }
            }
        }
    }

    private void samples(Tier tier, StoredChunk chunk, byte[] content) throws CorruptChunkException {
        ChunkHead head = ChunkHead.read(chunk.head());
        head.verify(content);
        int series = layout(chunk.layoutId()).series().size();
        int columns = tier == Tier.RAW ? series : series * RollupColumns.PER_SERIES;
        if (head.columns() != columns) {
            throw new CorruptChunkException(
                    "%d columns, its layout of %d series needs %d".formatted(head.columns(), series, columns));
        }
        for (int row = 0; row < head.rows(); row++) {
            requireWithin(tier, chunk.startMillis(), head.time(row));
        }
        double[] values = new double[head.rows()];
        for (int column = 0; column < columns; column++) {
            head.decode(column, content, head.offset(column), values);
        }
    }

    private Layout layout(String id) throws CorruptChunkException {
        KnownLayout layout = layouts.find(id)
                .orElseThrow(() -> new CorruptChunkException("layout %s, which it names, is not stored".formatted(id)));
        if (!KnownLayout.of(layout.layout()).id().equals(id)) {
            throw new CorruptChunkException("layout %s is stored with other content".formatted(id));
        }
        return layout.layout();
    }

    private static void requireWithin(Tier tier, long start, long time) throws CorruptChunkException {
        if (time < start || time >= start + tier.widthMillis()) {
            throw new CorruptChunkException("a time of %s lies outside its row, which ends before %s"
                    .formatted(Instant.ofEpochMilli(time), Instant.ofEpochMilli(start + tier.widthMillis())));
        }
    }
}
