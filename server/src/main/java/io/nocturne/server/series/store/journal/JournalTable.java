package io.nocturne.server.series.store.journal;

import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.series.store.chunk.RowIdentity;
import io.nocturne.server.series.store.crypt.LockedValueException;
import io.nocturne.server.series.store.crypt.PayloadCipher;
import io.nocturne.server.series.store.crypt.PayloadCipher.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tables `journal`, `journal_mark` and `agent_sequence` of one server.
public final class JournalTable {

    private static final Logger log = LoggerFactory.getLogger(JournalTable.class);

    private final JdbcClient jdbc;
    private final DiskSync disk;
    private final int nodeId;
    private final PayloadCipher cipher;

    public JournalTable(JdbcClient jdbc, DiskSync disk, int nodeId, PayloadCipher cipher) {
        this.jdbc = jdbc;
        this.disk = disk;
        this.nodeId = nodeId;
        this.cipher = cipher;
    }

    /// Writes one segment; when this returns it is on disk. A single statement, so it commits by itself.
    void insert(long segment, byte[] body) {
        Value value = cipher.lock(RowIdentity.ofSegment(nodeId, segment), body);
        jdbc.sql("INSERT INTO journal (node_id, segment, key_id, body) VALUES (?, ?, ?, ?)")
                .params(nodeId, segment, value.keyId(), value.bytes())
                .update();
        disk.await();
    }

    public long sealedSegment() {
        return jdbc.sql("SELECT sealed_segment FROM journal_mark WHERE node_id = ?")
                .param(nodeId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /// Hands over every segment, ascending; returns the last one's number, 0 if there is none.
    ///
    /// **Errors** - [IllegalStateException] for one that cannot be decrypted, unless its key was declared lost.
    public long forEach(SegmentReader reader) {
        long after = 0;
        while (true) {
            Segment next = next(after);
            if (next == null) {
                return after;
            }
            byte[] body = open(next);
            if (body != null) {
                reader.read(next.number(), body);
            }
            after = next.number();
        }
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

    /// Part of a seal's transaction: what the segments up to this one hold is in chunks.
    public void trim(long through) {
        jdbc.sql("DELETE FROM journal WHERE node_id = ? AND segment <= ?")
                .params(nodeId, through)
                .update();
        int updated = jdbc.sql("UPDATE journal_mark SET sealed_segment = ? WHERE node_id = ?")
                .params(through, nodeId)
                .update();
        if (updated == 0) {
            jdbc.sql("INSERT INTO journal_mark (node_id, sealed_segment) VALUES (?, ?)")
                    .params(nodeId, through)
                    .update();
        }
    }

    public Map<UUID, SequenceRanges> sequences() {
        Map<UUID, SequenceRanges> all = new HashMap<>();
        jdbc.sql("SELECT agent_id, ranges FROM agent_sequence").query(row -> {
            all.put(row.getObject(1, UUID.class), SequenceRanges.fromBytes(row.getBytes(2)));
        });
        return all;
    }

    /// Hands over each agent's sequence numbers, as they are stored.
    public void forEachSequence(SequenceReader reader) {
        jdbc.sql("SELECT agent_id, ranges FROM agent_sequence").query(row -> {
            reader.read(row.getObject(1, UUID.class), row.getBytes(2));
        });
    }

    /// Part of a seal's transaction.
    public void putSequences(Map<UUID, byte[]> ranges) {
        ranges.forEach((agentId, bytes) -> {
            int updated = jdbc.sql("UPDATE agent_sequence SET ranges = ? WHERE agent_id = ?")
                    .params(bytes, agentId)
                    .update();
            if (updated == 0) {
                jdbc.sql("INSERT INTO agent_sequence (agent_id, ranges) VALUES (?, ?)")
                        .params(agentId, bytes)
                        .update();
            }
        });
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

    /// Takes what is stored of one agent.
    public interface SequenceReader {

        void read(UUID agentId, byte[] ranges);
    }

    private record Segment(long number, Value body) {}
}
