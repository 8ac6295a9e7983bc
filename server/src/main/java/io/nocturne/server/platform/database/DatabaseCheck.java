package io.nocturne.server.platform.database;

import io.nocturne.server.platform.config.DatabaseConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/// Asks a PostgreSQL, before anything starts, whether the server can work with it: so that an admin reads
/// one line and not the trace of a failed start.
public final class DatabaseCheck {

    private static final String TIMEOUT_SECONDS = "10";
    private static final int MIN_VERSION = 140_000;
    private static final String SETTINGS = """
            SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),
                   current_setting('fsync'), coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
            """;

    private DatabaseCheck() {}

    /// What an admin should know before the server starts; empty when all is well.
    ///
    /// **Errors** - [DatabaseUnavailableException] when the server cannot work with the database.
    public static List<String> warnings(DatabaseConfig config) {
        if (config.url() == null) {
            return List.of();
        }
        try (Connection connection = DriverManager.getConnection(config.url(), properties(config));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            requireUsable(config, row);
            return "off".equals(row.getString(3))
                    ? List.of("database %s has fsync=off: a power loss will lose acknowledged samples"
                            .formatted(config.address()))
                    : List.of();
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("database %s cannot be used as user '%s': %s"
                    .formatted(config.address(), config.username(), firstLine(e)));
        }
    }

    private static void requireUsable(DatabaseConfig config, ResultSet row) throws SQLException {
        if (row.getInt(1) < MIN_VERSION) {
            throw unusable(config, "is PostgreSQL %d, 14 or newer is needed".formatted(row.getInt(1) / 10_000));
        }
        if (!"UTF8".equals(row.getString(2))) {
            throw unusable(config, "has encoding %s, UTF8 is needed".formatted(row.getString(2)));
        }
        if (!row.getBoolean(4)) {
            throw unusable(
                    config,
                    "does not let user '%s' create tables; make that user its owner".formatted(config.username()));
        }
    }

    private static DatabaseUnavailableException unusable(DatabaseConfig config, String why) {
        return new DatabaseUnavailableException("database %s %s".formatted(config.address(), why));
    }

    private static Properties properties(DatabaseConfig config) {
        Properties properties = new Properties();
        properties.setProperty("user", config.username());
        properties.setProperty("password", config.password());
        properties.setProperty("ApplicationName", "nocturne start");
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        return properties;
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replaceFirst("[.]$", "");
    }
}
