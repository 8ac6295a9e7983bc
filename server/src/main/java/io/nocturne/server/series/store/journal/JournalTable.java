package io.nocturne.server.series.store.journal;

import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.crypt.LockedValueException;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.platform.crypt.PayloadCipher.Value;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.lease.Lease;
import io.nocturne.server.series.store.chunk.RowIdentity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tables `journal`, `journal_mark` and `agent_sequence` of one node.
public final class JournalTable {

    private static final Logger log = LoggerFactory.getLogger(JournalTable.class);

    private static final long TRIM_BYTES = 8L << 20;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final DatabaseKind database;
    private final DiskSync disk;
    private final Lease lease;
    private final int nodeId;
    private final PayloadCipher cipher;

    /// **Shape** - `lease` is the node's whose journal it is.
    public JournalTable(JdbcTemplate jdbc, DatabaseKind database, DiskSync disk, Lease lease, PayloadCipher cipher) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.database = database;
        this.disk = disk;
        this.lease = lease;
        this.nodeId = lease.nodeId();
        this.cipher = cipher;
    }

    /// Takes the journal over from whoever wrote it before. When this returns, nothing that an earlier holder of the
    /// lease has sent is still on its way.
    public void begin() {
        jdbc.sql("INSERT INTO journal_mark (node_id, sealed_segment) VALUES (?, 0) ON CONFLICT DO NOTHING")
                .param(nodeId)
                .update();
        if (database == DatabaseKind.POSTGRESQL) {
            // Whoever saw the epoch of before holds the table until its row is there or never will be.
            template.execute("DO $$ BEGIN LOCK TABLE journal IN SHARE MODE; END $$");
        }
    }

    /// A segment as it is to be stored.
    Draft draft(long segment, byte[] body) {
        return new Draft(segment, cipher.lock(RowIdentity.ofSegment(nodeId, segment), body));
    }

    /// Writes one segment; when this returns it is on disk. A single statement, so it commits by itself.
    ///
    /// **Errors** - any exception means that it is open whether it was written; [#settle] finds out.
    void insert(Draft draft) {
        if (put(draft) == 0) {
            throw lease.lost();
        }
        disk.await();
    }

    /// Finds out whether a segment was written, once and for all: its number is taken by it or, from now on, by an
    /// empty one, so that what may still be on its way to the database can no longer be written. When this returns
    /// true, it is on disk.
    boolean settle(Draft draft) {
        try {
            if (put(draft(draft.segment(), JournalBytes.segment(List.of()))) == 0) {
                throw lease.lost();
            }
            return false;
        } catch (DuplicateKeyException e) {
            Segment there = next(draft.segment() - 1);
            boolean stored = there != null
                    && there.number() == draft.segment()
                    && there.body().keyId() == draft.body().keyId()
                    && Arrays.equals(there.body().bytes(), draft.body().bytes());
            disk.await();
            return stored;
        }
    }

    private int put(Draft draft) {
        return jdbc.sql("""
                INSERT INTO journal (node_id, segment, key_id, body)
                SELECT node_id, CAST(? AS BIGINT), CAST(? AS INTEGER), CAST(? AS BYTEA)
                FROM node_epoch WHERE node_id = ? AND epoch = ?
                """)
                .params(draft.segment(), draft.body().keyId(), draft.body().bytes(), nodeId, lease.epoch())
                .update();
    }

    public Mark mark() {
        return jdbc.sql("SELECT sealed_segment, sealing_segment FROM journal_mark WHERE node_id = ?")
                .param(nodeId)
                .query((row, index) -> new Mark(row.getLong(1), row.getLong(2)))
                .optional()
                .orElse(new Mark(0, 0));
    }

    /// Hands over every segment behind one, ascending; returns the last one's number, or the given one if there is
    /// none.
    ///
    /// **Errors** - [IllegalStateException] for one that cannot be decrypted, unless its key was declared lost.
    public long forEach(long afterSegment, SegmentReader reader) {
        return forSome(afterSegment, Long.MAX_VALUE, (segment, body) -> {
            reader.read(segment, body);
            return true;
        });
    }

    /// Hands over segments behind one, up to and with another, ascending, until it is enough; returns the last one's
    /// number, or the given one if there is none.
    ///
    /// **Errors** - as [#forEach].
    long forSome(long afterSegment, long throughSegment, SegmentTaker taker) {
        long after = afterSegment;
        boolean more = true;
        while (more) {
            Segment next = next(after);
            if (next == null || next.number() > throughSegment) {
                return after;
            }
            byte[] body = open(next);
            more = body == null || taker.take(next.number(), body);
            after = next.number();
        }
        return after;
    }

    /// The number of the first segment that is there.
    Optional<Long> firstSegment() {
        return jdbc.sql("SELECT MIN(segment) FROM journal WHERE node_id = ?")
                .param(nodeId)
                .query(Long.class)
                .optional();
    }

    /// The last of the segments up to one that must go, so that the rest of them is at most so large; 0 if none must.
    public long beyond(long sealed, long maxBytes) {
        long[] left = {maxBytes, 0};
        jdbc.sql(
                        "SELECT segment, OCTET_LENGTH(body) FROM journal WHERE node_id = ? AND segment <= ? ORDER BY segment DESC")
                .params(nodeId, sealed)
                .query(row -> {
                    left[0] -= row.getLong(2);
                    if (left[0] < 0 && left[1] == 0) {
                        left[1] = row.getLong(1);
                    }
                });
        return left[1];
    }

    int nodeId() {
        return nodeId;
    }

    /// How many segments are encrypted with another key than this, or, for 0, are encrypted at all.
    public long countOtherThan(int keyId) {
        return jdbc.sql("SELECT COUNT(*) FROM journal WHERE node_id = ? AND key_id <> ?")
                .params(nodeId, keyId)
                .query(Long.class)
                .single();
    }

    /// The ids of the keys that segments are encrypted with; 0 for those that are not.
    public Set<Integer> keyIds() {
        return new TreeSet<>(jdbc.sql("SELECT DISTINCT key_id FROM journal WHERE node_id = ?")
                .param(nodeId)
                .query(Integer.class)
                .list());
    }

    /// The numbers of the segments, ascending.
    public List<Long> segments() {
        return jdbc.sql("SELECT segment FROM journal WHERE node_id = ? ORDER BY segment")
                .param(nodeId)
                .query((row, index) -> row.getLong(1))
                .list();
    }

    /// Hands over one segment, if it is still there.
    ///
    /// **Errors** - as [#forEach].
    public void read(long segment, SegmentReader reader) {
        Segment found = next(segment - 1);
        byte[] body = found == null || found.number() != segment ? null : open(found);
        if (body != null) {
            reader.read(segment, body);
        }
    }

    /// Part of a seal's transaction: chunks may hold what the segments up to this one hold.
    public void sealing(long through) {
        mark("UPDATE journal_mark SET sealing_segment = ? WHERE node_id = ?", through);
    }

    /// Part of a seal's last transaction: what the segments up to this one hold is in chunks.
    public void sealed(long through) {
        sealing(through);
        mark("UPDATE journal_mark SET sealed_segment = ? WHERE node_id = ?", through);
    }

    private void mark(String sql, long through) {
        jdbc.sql(sql).params(through, nodeId).update();
    }

    /// Deletes the segments that are in chunks, some megabytes at a time.
    public void trim(long sealed) {
        List<long[]> sizes = jdbc.sql(
                        "SELECT segment, OCTET_LENGTH(body) FROM journal WHERE node_id = ? AND segment <= ? ORDER BY segment")
                .params(nodeId, sealed)
                .query((row, index) -> new long[] {row.getLong(1), row.getLong(2)})
                .list();
        long bytes = 0;
        for (int i = 0; i < sizes.size(); i++) {
            bytes += sizes.get(i)[1];
            if (bytes >= TRIM_BYTES || i == sizes.size() - 1) {
                jdbc.sql("DELETE FROM journal WHERE node_id = ? AND segment <= ?")
                        .params(nodeId, sizes.get(i)[0])
                        .update();
                bytes = 0;
            }
        }
    }

    /// The sequence numbers of each agent that are in chunks, whichever node it delivered them to.
    public Map<UUID, SequenceRanges> sequences() {
        Map<UUID, SequenceRanges> all = new HashMap<>();
        jdbc.sql("SELECT agent_id, ranges FROM agent_sequence").query(row -> {
            all.merge(row.getObject(1, UUID.class), SequenceRanges.fromBytes(row.getBytes(2)), SequenceRanges::and);
        });
        return all;
    }

    /// Hands over each agent's sequence numbers, as each node has stored them.
    public void forEachSequence(SequenceReader reader) {
        jdbc.sql("SELECT node_id, agent_id, ranges FROM agent_sequence").query(row -> {
            reader.read(row.getInt(1), row.getObject(2, UUID.class), row.getBytes(3));
        });
    }

    /// Part of a seal's last transaction.
    public void putSequences(Map<UUID, byte[]> ranges) {
        template.batchUpdate(
                "DELETE FROM agent_sequence WHERE node_id = ? AND agent_id = ?",
                ranges.keySet().stream()
                        .map(agentId -> new Object[] {nodeId, agentId})
                        .toList());
        template.batchUpdate(
                "INSERT INTO agent_sequence (node_id, agent_id, ranges) VALUES (?, ?, ?)",
                ranges.entrySet().stream()
                        .map(entry -> new Object[] {nodeId, entry.getKey(), entry.getValue()})
                        .toList());
    }

    private @Nullable Segment next(long after) {
        return jdbc.sql("""
                SELECT segment, key_id, body FROM journal WHERE node_id = ? AND segment > ? ORDER BY segment LIMIT 1
                """)
                .params(nodeId, after)
                .query((row, index) -> new Segment(row.getLong(1), new Value(row.getInt(2), row.getBytes(3))))
                .optional()
                .orElse(null);
    }

    private byte @Nullable [] open(Segment segment) {
        try {
            return cipher.open(RowIdentity.ofSegment(nodeId, segment.number()), segment.body());
        } catch (LockedValueException e) {
            String what = "segment %d of the journal cannot be read: %s".formatted(segment.number(), e.getMessage());
            if (!cipher.ring().isLost(segment.body().keyId())) {
                throw new IllegalStateException(what + "; what was acknowledged in it is not in a chunk", e);
            }
            log.error("{}; that key is declared lost, and so are the samples in it", what);
            return null;
        }
    }

    /// Takes what was written as one segment.
    public interface SegmentReader {

        void read(long segment, byte[] body);
    }

    /// Takes segments until it has enough.
    interface SegmentTaker {

        /// False if it has enough.
        boolean take(long segment, byte[] body);
    }

    /// Takes what a node has stored of one agent.
    public interface SequenceReader {

        void read(int nodeId, UUID agentId, byte[] ranges);
    }

    /// How far a server's journal is in chunks: all up to `sealed`, and some of what is behind it up to `sealing`.
    public record Mark(long sealed, long sealing) {}

    /// One that is to be written.
    record Draft(long segment, Value body) {}

    private record Segment(long number, Value body) {}
}
