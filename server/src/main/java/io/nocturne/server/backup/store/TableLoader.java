package io.nocturne.server.backup.store;

import io.nocturne.server.backup.store.TableShape.Column;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Fills tables that are there and hold nothing of worth.
///
/// **Threads** - confined to one.
public final class TableLoader implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 32;

    private final Connection connection;
    private final DatabaseKind database;
    private final List<TableShape> tables;

    private TableLoader(Connection connection, DatabaseKind database) throws SQLException {
        this.connection = connection;
        this.database = database;
        this.tables = Catalog.tables(connection);
        connection.setAutoCommit(false);
    }

    /// **Errors** - [IOException] when the database cannot be written, here and later.
    public static TableLoader open(DataSource source, DatabaseKind database) throws IOException {
        return DatabaseFailure.during(
                "the database could not be opened", () -> new TableLoader(source.getConnection(), database));
    }

    /// The tables' names, each behind those that its rows refer to.
    public List<String> order() throws IOException {
        return DatabaseFailure.during("the tables could not be listed", this::inOrder);
    }

    private List<String> inOrder() throws SQLException {
        Set<String> ordered = new LinkedHashSet<>();
        Set<String> left = new TreeSet<>(tables.stream().map(TableShape::name).toList());
        while (!left.isEmpty()) {
            List<String> ready = new ArrayList<>();
            for (String table : left) {
                if (ordered.containsAll(referredBy(table))) {
                    ready.add(table);
                }
            }
            if (ready.isEmpty()) {
                throw new IllegalStateException("the tables %s refer to each other in a circle".formatted(left));
            }
            ordered.addAll(ready);
            left.removeAll(ready);
        }
        return List.copyOf(ordered);
    }

    /// Removes what migrations put into the tables: the backup has that as well.
    public void clear() throws IOException {
        List<String> order = new ArrayList<>(order());
        Collections.reverse(order);
        DatabaseFailure.during("the tables could not be cleared", () -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : order) {
                    statement.executeUpdate("DELETE FROM " + table);
                }
            }
            connection.commit();
            return true;
        });
    }

    /// Writes every row; the result is their number.
    ///
    /// **Errors** - [IllegalStateException] when there is no such table, or it lacks a column.
    public long load(TableShape table, RowSource rows) throws IOException {
        requireFitting(table);
        return DatabaseFailure.during(
                "table %s could not be filled".formatted(table.name()), () -> loadRows(table, rows));
    }

    private long loadRows(TableShape table, RowSource rows) throws SQLException, IOException {
        String sql = "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)"
                .formatted(
                        table.name(),
                        table.columnNames(),
                        String.join(", ", Collections.nCopies(table.columns().size(), "?")));
        long count = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, storable(row[i]));
                }
                statement.addBatch();
                count++;
                if (count % ROWS_AT_ONCE == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
        numberOn(table);
        connection.commit();
        return count;
    }

    @Override
    public void close() throws IOException {
        DatabaseFailure.during("the database could not be left", () -> {
            try (connection) {
                connection.rollback();
            }
            return true;
        });
    }

    private Set<String> referredBy(String table) throws SQLException {
        Set<String> others = new TreeSet<>();
        try (ResultSet key = connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
            while (key.next()) {
                others.add(key.getString("PKTABLE_NAME"));
            }
        }
        others.remove(table);
        return others;
    }

    private void requireFitting(TableShape wanted) {
        TableShape there = tables.stream()
                .filter(table -> table.name().equals(wanted.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "table %s of the backup is unknown to this server".formatted(wanted.name())));
        for (Column column : wanted.columns()) {
            if (there.columns().stream()
                    .noneMatch(other -> other.name().equals(column.name()) && other.type() == column.type())) {
                throw new IllegalStateException(
                        "column %s.%s of the backup is unknown to this server".formatted(wanted.name(), column.name()));
            }
        }
    }

    /// H2 takes the character U+0000 in a text, PostgreSQL no.
    private @Nullable Object storable(@Nullable Object value) {
        return database == DatabaseKind.POSTGRESQL && value instanceof String text
                ? text.replace('\0', '\uFFFD')
                : value;
    }

    /// The next row that the database numbers itself comes behind those that were loaded.
    private void numberOn(TableShape table) throws SQLException {
        for (Column column : table.columns()) {
            if (column.identity()) {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("ALTER TABLE %s ALTER COLUMN %s RESTART WITH %d"
                            .formatted(table.name(), column.name(), greatest(statement, table, column) + 1));
                }
            }
        }
    }

    private static long greatest(Statement statement, TableShape table, Column column) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT coalesce(max(%s), 0) FROM %s".formatted(column.name(), table.name()))) {
            row.next();
            return row.getLong(1);
        }
    }
}
