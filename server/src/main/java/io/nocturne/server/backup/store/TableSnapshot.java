package io.nocturne.server.backup.store;

import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// All tables as they were at one moment, however long the reading takes and whatever is written meanwhile.
///
/// **Threads** - confined to one.
public final class TableSnapshot implements AutoCloseable {

    /// A row can be some hundred KB.
    private static final int ROWS_AT_ONCE = 32;

    /// H2's own level: unlike REPEATABLE READ it covers tables that are read later for the first time.
    private static final int H2_SNAPSHOT = 6;

    private static final String VERSION =
            "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1";

    private final Connection connection;
    private final DatabaseKind database;
    private final String schemaVersion;
    private final List<TableShape> tables;

    private TableSnapshot(Connection connection, DatabaseKind database) throws SQLException {
        this.connection = connection;
        this.database = database;
        begin();
        this.schemaVersion = readVersion();
        this.tables = Catalog.tables(connection);
    }

    /// Takes the moment: what was committed before this call is in, what is committed after it returns is not.
    ///
    /// **Errors** - [IOException] when the database cannot be read, here and later.
    public static TableSnapshot open(DataSource source, DatabaseKind database) throws IOException {
        return DatabaseFailure.during("the database could not be read", () -> connect(source, database));
    }

    private static TableSnapshot connect(DataSource source, DatabaseKind database) throws SQLException {
        Connection connection = source.getConnection();
        try {
            return new TableSnapshot(connection, database);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    public String schemaVersion() {
        return schemaVersion;
    }

    public List<TableShape> tables() {
        return tables;
    }

    /// Hands over every row of a table; the result is their number.
    public long read(TableShape table, RowSink sink) throws IOException {
        return DatabaseFailure.during(
                "table %s could not be read".formatted(table.name()), () -> readRows(table, sink));
    }

    private long readRows(TableShape table, RowSink sink) throws SQLException, IOException {
        String sql = "SELECT " + table.columnNames() + " FROM " + table.name();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                long rows = 0;
                while (row.next()) {
                    sink.row(values(table, row));
                    rows++;
                }
                return rows;
            }
        }
    }

    @Override
    public void close() throws IOException {
        DatabaseFailure.during("the database could not be left", () -> {
            try (connection) {
                connection.rollback();
                setLazy(false);
            }
            return true;
        });
    }

    private void begin() throws SQLException {
        // Ends a transaction in H2, so before it begins.
        setLazy(true);
        connection.setTransactionIsolation(
                database == DatabaseKind.H2 ? H2_SNAPSHOT : Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(database == DatabaseKind.POSTGRESQL);
        connection.setAutoCommit(false);
    }

    /// Without this H2 gathers a whole result before it gives the first row of it.
    private void setLazy(boolean lazy) throws SQLException {
        if (database == DatabaseKind.H2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LAZY_QUERY_EXECUTION " + (lazy ? 1 : 0));
            }
        }
    }

    private String readVersion() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(VERSION)) {
            if (!row.next()) {
                throw new IllegalStateException("the database has no migration");
            }
            return row.getString(1);
        }
    }

    private static @Nullable Object[] values(TableShape table, ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.columns().get(i).type().read(row, i + 1);
        }
        return values;
    }
}
