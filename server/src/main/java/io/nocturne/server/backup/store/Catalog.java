package io.nocturne.server.backup.store;

import io.nocturne.server.backup.store.TableShape.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tables that there are, as a connection sees them.
final class Catalog {

    static final String HISTORY = "flyway_schema_history";

    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name, c.data_type, c.is_identity
            FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = CURRENT_SCHEMA AND t.table_type = 'BASE TABLE' AND c.table_name <> ?
            ORDER BY c.table_name, c.ordinal_position
            """;

    private Catalog() {}

    /// Every table but the history of migrations, by name.
    ///
    /// **Errors** - [IllegalStateException] for a column of a type that backups do not know.
    static List<TableShape> tables(Connection connection) throws SQLException {
        Map<String, List<Column>> found = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, HISTORY);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(column(row));
                }
            }
        }
        return found.entrySet().stream()
                .map(entry -> new TableShape(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Column column(ResultSet row) throws SQLException {
        String table = row.getString(1);
        String name = row.getString(2);
        String type = row.getString(3);
        return new Column(
                name,
                ColumnType.named(type)
                        .orElseThrow(() -> new IllegalStateException(
                                "column %s.%s is a %s, which backups do not know".formatted(table, name, type))),
                "YES".equals(row.getString(4)));
    }
}
