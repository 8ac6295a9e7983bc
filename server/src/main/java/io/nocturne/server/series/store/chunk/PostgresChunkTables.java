package io.nocturne.server.series.store.chunk;

import io.nocturne.server.platform.crypt.PayloadCipher;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// PostgreSQL is a round trip away: one statement for many rows.
public final class PostgresChunkTables extends ChunkTables {

    private final JdbcTemplate jdbc;

    public PostgresChunkTables(JdbcTemplate jdbc, PeriodTables periods, PayloadCipher cipher) {
        super(jdbc, periods, cipher);
        this.jdbc = jdbc;
    }

    @Override
    public List<StoredChunk> headsIn(String table, Collection<UUID> hostIds, long fromMillis, long toMillis) {
        return jdbc.query(
                "SELECT " + ROW + " FROM " + table
                        + " WHERE host_id = ANY (?) AND start_millis >= ? AND start_millis < ?"
                        + " ORDER BY host_id, start_millis, node_id, part",
                statement -> {
                    statement.setObject(1, hostIds.toArray(UUID[]::new));
                    statement.setLong(2, fromMillis);
                    statement.setLong(3, toMillis);
                },
                HEAD);
    }

    @Override
    List<byte[]> partsIn(String table, List<PayloadPart> parts) {
        byte[][] read = new byte[parts.size()][];
        Arrays.fill(read, new byte[0]);
        jdbc.query(
                """
                SELECT w.i, substring(c.payload FROM w.at FOR w.length)
                FROM unnest(?::uuid[], ?::bigint[], ?::integer[], ?::integer[], ?::bigint[], ?::integer[], ?::integer[])
                    WITH ORDINALITY AS w (host_id, start_millis, node_id, part, version, at, length, i)
                JOIN %s c USING (host_id, start_millis, node_id, part, version)
                WHERE c.key_id = 0
                """.formatted(table),
                statement -> {
                    setKeys(statement, parts.stream().map(PayloadPart::chunk).toList());
                    statement.setObject(
                            6, parts.stream().mapToInt(part -> part.at() + 1).toArray());
                    statement.setObject(
                            7, parts.stream().mapToInt(PayloadPart::length).toArray());
                },
                row -> {
                    read[row.getInt(1) - 1] = row.getBytes(2);
                });
        return List.of(read);
    }

    @Override
    List<StoredChunk> wholesIn(String table, List<StoredChunk> heads) {
        return jdbc.query("""
                SELECT %s, payload
                FROM unnest(?::uuid[], ?::bigint[], ?::integer[], ?::integer[], ?::bigint[])
                    AS w (host_id, start_millis, node_id, part, version)
                JOIN %s c USING (host_id, start_millis, node_id, part, version)
                """.formatted(ROW, table), statement -> setKeys(statement, heads), WHOLE);
    }

    private static void setKeys(PreparedStatement statement, List<StoredChunk> chunks) throws SQLException {
        statement.setObject(1, chunks.stream().map(StoredChunk::hostId).toArray(UUID[]::new));
        statement.setObject(
                2, chunks.stream().mapToLong(StoredChunk::startMillis).toArray());
        statement.setObject(3, chunks.stream().mapToInt(StoredChunk::nodeId).toArray());
        statement.setObject(4, chunks.stream().mapToInt(StoredChunk::part).toArray());
        statement.setObject(5, chunks.stream().mapToLong(StoredChunk::version).toArray());
    }
}
