package io.nocturne.server.backup.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The types that columns have, whatever a database calls them.
///
/// **Shape** - values are `Long`, `Double`, `Boolean`, `String`, `byte[]`, `UUID` and `OffsetDateTime` in UTC.
public enum ColumnType {
    WHOLE_NUMBER,
    NUMBER,
    TRUTH,
    TEXT,
    BYTES,
    ID,
    TIME;

    static Optional<ColumnType> named(String databaseName) {
        return switch (databaseName.toLowerCase(Locale.ROOT)) {
            case "smallint", "integer", "bigint" -> Optional.of(WHOLE_NUMBER);
            case "real", "double precision" -> Optional.of(NUMBER);
            case "boolean" -> Optional.of(TRUTH);
            case "character varying", "character", "text", "character large object" -> Optional.of(TEXT);
            case "bytea", "binary varying", "binary", "binary large object" -> Optional.of(BYTES);
            case "uuid" -> Optional.of(ID);
            case "timestamp with time zone" -> Optional.of(TIME);
            default -> Optional.empty();
        };
    }

    @Nullable
    Object read(ResultSet row, int column) throws SQLException {
        return switch (this) {
            case WHOLE_NUMBER -> nullable(row, row.getLong(column));
            case NUMBER -> nullable(row, row.getDouble(column));
            case TRUTH -> nullable(row, row.getBoolean(column));
            case TEXT -> row.getString(column);
            case BYTES -> row.getBytes(column);
            case ID -> row.getObject(column, UUID.class);
            case TIME -> {
                OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
            }
        };
    }

    private static @Nullable Object nullable(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }
}
