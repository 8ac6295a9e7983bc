package io.nocturne.server.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The database for a command that runs without a server.
///
/// **Errors** - [DatabaseUnavailableException] when it cannot be used, [DatabaseInUseException] while a server uses it.
/// **Threads** - safe.
public final class OfflineDatabase implements AutoCloseable {

    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA ORDER BY 1 LIMIT 5";

    private final DatabaseConfig config;
    private final DataDirectory data;
    private final DatabaseHold hold;
    private final HikariDataSource source;

    private OfflineDatabase(DatabaseConfig config, DataDirectory data, DatabaseHold hold, HikariDataSource source) {
        this.config = config;
        this.data = data;
        this.hold = hold;
        this.source = source;
    }

    /// Opens a database that a server has made; changes nothing in it.
    public static OfflineDatabase open(DatabaseConfig config, DataDirectory data) {
        if (config.kind() == DatabaseKind.H2 && !Files.exists(data.root().resolve("db/nocturne.mv.db"))) {
            throw new DatabaseUnavailableException("there is no database in %s".formatted(data.root()));
        }
        OfflineDatabase opened = connect(config, data);
        if (opened.schemaVersion().isEmpty()) {
            opened.close();
            throw new DatabaseUnavailableException(
                    "%s holds nothing that a server has made".formatted(config.address()));
        }
        return opened;
    }

    /// Opens a database that has no table yet.
    public static OfflineDatabase openEmpty(DatabaseConfig config, DataDirectory data) {
        OfflineDatabase opened = connect(config, data);
        List<String> tables = JdbcClient.create(opened.source)
                .sql(TABLES)
                .query((row, index) -> row.getString(1))
                .list();
        if (!tables.isEmpty()) {
            opened.close();
            throw new DatabaseUnavailableException(
                    "%s is not empty: it has the tables %s".formatted(config.address(), tables));
        }
        return opened;
    }

    public DataSource source() {
        return source;
    }

    public DatabaseKind kind() {
        return config.kind();
    }

    public DataDirectory data() {
        return data;
    }

    /// Up to which migration its tables are; empty for a database without tables.
    public Optional<String> schemaVersion() {
        return Optional.ofNullable(flyway(null).info().current())
                .map(MigrationInfo::getVersion)
                .map(MigrationVersion::getVersion);
    }

    /// The newest migration that this program has.
    public String newestSchemaVersion() {
        return Arrays.stream(flyway(null).info().all())
                .filter(info -> info.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElseThrow(() -> new IllegalStateException("this program has no migrations"));
    }

    /// **Errors** - [DatabaseUnavailableException] for tables of another version than this program's.
    public void requireNewestSchema() {
        String newest = newestSchemaVersion();
        String current = schemaVersion().orElse("none");
        if (!newest.equals(current)) {
            throw new DatabaseUnavailableException("%s has schema %s, this program's is %s; start the server once"
                    .formatted(config.address(), current, newest));
        }
    }

    /// Whether this program has the migrations up to that version.
    public boolean knows(String schemaVersion) {
        return MigrationVersion.fromVersion(schemaVersion)
                        .compareTo(MigrationVersion.fromVersion(newestSchemaVersion()))
                <= 0;
    }

    /// Makes or changes tables, up to a version.
    public void migrate(String schemaVersion) {
        flyway(schemaVersion).migrate();
    }

    /// Returns when everything that was committed is on disk.
    public void sync() {
        new DiskSync(JdbcClient.create(new JdbcTemplate(source)), kind()).await();
    }

    @Override
    public void close() {
        source.close();
        hold.close();
    }

    private Flyway flyway(@Nullable String target) {
        var configuration = Flyway.configure().dataSource(source).locations("classpath:db/migration");
        return (target == null ? configuration : configuration.target(target)).load();
    }

    private static OfflineDatabase connect(DatabaseConfig config, DataDirectory data) {
        DatabaseCheck.warnings(config);
        DatabaseHold hold = DatabaseHold.takeForCommand(config);
        HikariDataSource source = DatabasePool.open(config, data);
        try (Connection connection = source.getConnection()) {
            connection.getCatalog();
            return new OfflineDatabase(config, data, hold, source);
        } catch (SQLException | PoolInitializationException e) {
            source.close();
            hold.close();
            throw new DatabaseUnavailableException(
                    "%s cannot be opened (%s)".formatted(config.address(), e.getMessage()));
        }
    }
}
