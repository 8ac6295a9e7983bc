package io.nocturne.server.series.store.chunk;

import io.nocturne.server.platform.config.KeyRing;
import io.nocturne.server.platform.crypt.LockedValueException;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.platform.crypt.PayloadCipher.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// Chunks of every tier, in the database.
///
/// **Threads** - safe; one thread writes.
public abstract class ChunkTables {

    public static final String ROW = "host_id, start_millis, node_id, part, layout_id, version, head, key_id";

    /// PostgreSQL's state and H2's.
    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02");

    static final RowMapper<StoredChunk> HEAD = (row, index) -> chunk(row, new byte[0]);

    /// With the payload as it is stored.
    static final RowMapper<StoredChunk> WHOLE = (row, index) -> chunk(row, row.getBytes(9));

    private final JdbcTemplate jdbc;
    private final PeriodTables periods;
    private final PayloadCipher cipher;

    ChunkTables(JdbcTemplate jdbc, PeriodTables periods, PayloadCipher cipher) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.cipher = cipher;
    }

    /// The chunks of a table that begin in a range, without payloads; by host, start, node and part.
    public abstract List<StoredChunk> headsIn(String table, Collection<UUID> hostIds, long fromMillis, long toMillis);

    /// A part of the payload of each chunk, none of them encrypted, in their order; empty for a chunk that was
    /// replaced or encrypted meanwhile.
    abstract List<byte[]> partsIn(String table, List<PayloadPart> parts);

    /// Chunks with their payloads as they are stored, in any order; without those that were replaced meanwhile.
    abstract List<StoredChunk> wholesIn(String table, List<StoredChunk> heads);

    /// Chunks that begin in `[fromMillis, toMillis)`, without their payloads; each host's ascending.
    public List<StoredChunk> heads(Tier tier, Collection<UUID> hostIds, long fromMillis, long toMillis) {
        List<StoredChunk> chunks = new ArrayList<>();
        for (String table : periods.between(tier, fromMillis, toMillis)) {
            chunks.addAll(unlessDropped(() -> headsIn(table, hostIds, fromMillis, toMillis)));
        }
        return chunks;
    }

    /// Parts of payloads of one tier, in the order asked; empty where the chunk was replaced or its
    /// table dropped since its head was read.
    public List<PartBytes> parts(Tier tier, List<PayloadPart> wanted) {
        List<PartBytes> parts = new ArrayList<>(wanted.size());
        int next = 0;
        while (next < wanted.size()) {
            long period = tier.periodOf(wanted.get(next).chunk().startMillis());
            int end = next;
            while (end < wanted.size() && tier.periodOf(wanted.get(end).chunk().startMillis()) == period) {
                end++;
            }
            List<PayloadPart> same = wanted.subList(next, end);
            parts.addAll(partsOf(tier, tier.table(period), same));
            next = end;
        }
        return parts;
    }

    /// A host's whole chunks that begin in `[fromMillis, toMillis)`, ascending.
    public List<StoredChunk> find(Tier tier, UUID hostId, long fromMillis, long toMillis) {
        List<StoredChunk> chunks = new ArrayList<>();
        for (String table : periods.between(tier, fromMillis, toMillis)) {
            unlessDropped(() -> findIn(table, hostId, fromMillis, toMillis))
                    .forEach(chunk -> chunks.add(open(tier, chunk)));
        }
        return chunks;
    }

    /// A host's newest chunks, all parts of them, that begin before a time.
    public List<StoredChunk> newest(Tier tier, UUID hostId, long beforeMillis) {
        for (String table : periods.newestFirst(tier)) {
            Optional<Long> start = newestStart(table, hostId, beforeMillis);
            if (start.isPresent()) {
                return find(tier, hostId, start.get(), start.get() + 1);
            }
        }
        return List.of();
    }

    /// Puts chunks in the place of whatever their hosts have at their starts. Part of the caller's transaction.
    ///
    /// **Shape** - all of one tier; their tables are there.
    public void replace(Tier tier, Collection<Spot> spots, List<StoredChunk> chunks) {
        for (long period : spots.stream()
                .map(spot -> tier.periodOf(spot.startMillis()))
                .distinct()
                .sorted()
                .toList()) {
            String table = tier.table(period);
            jdbc.batchUpdate(
                    "DELETE FROM " + table + " WHERE host_id = ? AND start_millis = ? AND node_id = ?",
                    spots.stream()
                            .filter(spot -> tier.periodOf(spot.startMillis()) == period)
                            .map(spot -> new Object[] {spot.hostId(), spot.startMillis(), spot.nodeId()})
                            .toList());
            jdbc.batchUpdate(
                    "INSERT INTO " + table + " (" + ROW + ", payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    chunks.stream()
                            .filter(chunk -> tier.periodOf(chunk.startMillis()) == period)
                            .map(chunk -> parameters(tier, chunk))
                            .toList());
        }
    }

    /// The hosts that a table has chunks of.
    public List<UUID> hostsIn(String table) {
        return jdbc.query(
                "SELECT DISTINCT host_id FROM " + table + " ORDER BY host_id",
                (row, index) -> row.getObject(1, UUID.class));
    }

    /// A host's whole chunks in one table that begin in `[fromMillis, toMillis)`, ascending.
    public List<StoredChunk> findIn(String table, UUID hostId, long fromMillis, long toMillis) {
        return jdbc.query(
                "SELECT " + ROW + ", payload FROM " + table
                        + " WHERE host_id = ? AND start_millis >= ? AND start_millis < ? ORDER BY start_millis, node_id, part",
                WHOLE,
                hostId,
                fromMillis,
                toMillis);
    }

    private Optional<Long> newestStart(String table, UUID hostId, long beforeMillis) {
        String sql = "SELECT start_millis FROM " + table
                + " WHERE host_id = ? AND start_millis < ? ORDER BY start_millis DESC LIMIT 1";
        return unlessDropped(() -> jdbc.query(sql, (row, index) -> row.getLong(1), hostId, beforeMillis)).stream()
                .findFirst();
    }

    private Object[] parameters(Tier tier, StoredChunk chunk) {
        // What could not be decrypted goes back as it was.
        Value value =
                chunk.locked() != null ? chunk.stored() : cipher.lock(RowIdentity.of(tier, chunk), chunk.payload());
        return new Object[] {
            chunk.hostId(),
            chunk.startMillis(),
            chunk.nodeId(),
            chunk.part(),
            chunk.layoutId(),
            chunk.version(),
            chunk.head(),
            value.keyId(),
            value.bytes()
        };
    }

    private List<PartBytes> partsOf(Tier tier, String table, List<PayloadPart> wanted) {
        Map<PayloadPart, byte[]> read = new HashMap<>();
        List<PayloadPart> plain = wanted.stream().filter(ChunkTables::isPlain).toList();
        if (!plain.isEmpty()) {
            List<byte[]> bytes = unlessDropped(() -> partsIn(table, plain));
            for (int i = 0; i < bytes.size(); i++) {
                read.put(plain.get(i), bytes.get(i));
            }
        }
        Map<RowKey, StoredChunk> wholes = wholesOf(tier, table, wanted);
        return wanted.stream()
                .map(part -> isPlain(part)
                        ? new PartBytes(read.getOrDefault(part, new byte[0]), null)
                        : cut(part, wholes.get(RowKey.of(part.chunk()))))
                .toList();
    }

    /// A part of an encrypted value cannot be decrypted and checked alone, so all of it is.
    private Map<RowKey, StoredChunk> wholesOf(Tier tier, String table, List<PayloadPart> wanted) {
        List<StoredChunk> heads = wanted.stream()
                .filter(part -> !isPlain(part))
                .map(PayloadPart::chunk)
                .distinct()
                .toList();
        Map<RowKey, StoredChunk> wholes = new HashMap<>();
        if (!heads.isEmpty()) {
            unlessDropped(() -> wholesIn(table, heads))
                    .forEach(chunk -> wholes.put(RowKey.of(chunk), open(tier, chunk)));
        }
        return wholes;
    }

    private static PartBytes cut(PayloadPart part, @Nullable StoredChunk whole) {
        if (whole == null) {
            return new PartBytes(new byte[0], null);
        }
        if (whole.locked() != null || whole.payload().length < part.at() + part.length()) {
            String why = whole.locked() != null ? whole.locked() : "its payload is shorter than its head says";
            return new PartBytes(new byte[0], why);
        }
        return new PartBytes(Arrays.copyOfRange(whole.payload(), part.at(), part.at() + part.length()), null);
    }

    private static boolean isPlain(PayloadPart part) {
        return part.chunk().keyId() == KeyRing.PLAIN;
    }

    private StoredChunk open(Tier tier, StoredChunk chunk) {
        if (chunk.keyId() == KeyRing.PLAIN) {
            return chunk;
        }
        try {
            return chunk.opened(cipher.open(RowIdentity.of(tier, chunk), chunk.stored()));
        } catch (LockedValueException e) {
            return chunk.locked(String.valueOf(e.getMessage()));
        }
    }

    private static StoredChunk chunk(ResultSet row, byte[] payload) throws SQLException {
        return new StoredChunk(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getInt(3),
                row.getInt(4),
                row.getString(5),
                row.getLong(6),
                row.getBytes(7),
                payload,
                row.getInt(8),
                null);
    }

    /// Retention may drop a table between the moment that a reader learned of it and its reading.
    private static <T> List<T> unlessDropped(Reading<T> reading) {
        try {
            return reading.read();
        } catch (BadSqlGrammarException e) {
            if (e.getCause() instanceof SQLException cause
                    && NO_SUCH_TABLE.contains(String.valueOf(cause.getSQLState()))) {
                return List.of();
            }
            throw e;
        }
    }

    private interface Reading<T> {

        List<T> read();
    }

    /// Where a host's chunks of one width lie.
    public record Spot(UUID hostId, long startMillis, int nodeId) {}

    /// Bytes of a chunk's payload; `at` counts from 0.
    public record PayloadPart(StoredChunk chunk, int at, int length) {}

    /// What stands there.
    ///
    /// **Absent** - `bytes` is empty for a chunk that is gone; `locked` tells why one that is there cannot be
    /// decrypted.
    @SuppressWarnings("ArrayRecordComponent") // read once, and never compared
    public record PartBytes(byte[] bytes, @Nullable String locked) {}

    private record RowKey(UUID hostId, long startMillis, int nodeId, int part) {

        static RowKey of(StoredChunk chunk) {
            return new RowKey(chunk.hostId(), chunk.startMillis(), chunk.nodeId(), chunk.part());
        }
    }
}
