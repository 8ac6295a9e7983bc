package io.nocturne.server.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Duration;

/// Makes the connection pool of either database.
public final class DatabasePool {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_LIFETIME = Duration.ofHours(1);

    /// What is acknowledged must be on disk, whatever the database's own default is. Stronger settings
    /// than `on`, which wait for standbys, stay.
    private static final String NEVER_ACKNOWLEDGE_EARLY =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';";

    /// PostgreSQL learns within half a minute, and not after two hours, that this host is gone.
    private static final String NOTICE_THE_DEAD = """
            SELECT set_config('tcp_keepalives_idle', '15', false), set_config('tcp_keepalives_interval', '5', false),
                   set_config('tcp_keepalives_count', '3', false)
            """;

    private DatabasePool() {}

    /// For a command that runs beside no server.
    public static HikariDataSource open(DatabaseConfig config, DataDirectory data) {
        return open(config, data, new DatabaseFaults(() -> {}));
    }

    public static HikariDataSource open(DatabaseConfig config, DataDirectory data, DatabaseFaults faults) {
        HikariDataSource source = config.kind() == DatabaseKind.H2 ? new H2Pool(data) : new HikariDataSource();
        configure(source, config, data, faults);
        return source;
    }

    /// **Shape** - `database.url` may set other timeouts.
    static void configure(HikariDataSource source, DatabaseConfig config, DataDirectory data, DatabaseFaults faults) {
        faults.watch(source);
        source.setExceptionOverride(faults);
        String url = config.url();
        if (url == null) {
            source.setDataSource(new H2Source(h2Url(data), faults));
        } else {
            source.setJdbcUrl(url);
        }
        source.setUsername(config.username());
        source.setPassword(config.password());
        source.setMaximumPoolSize(config.poolSize());
        source.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        source.setMaxLifetime(MAX_LIFETIME.toMillis());
        if (config.kind() == DatabaseKind.POSTGRESQL) {
            source.setConnectionInitSql(NEVER_ACKNOWLEDGE_EARLY + NOTICE_THE_DEAD);
            source.addDataSourceProperty("ApplicationName", "nocturne");
            source.addDataSourceProperty("connectTimeout", String.valueOf(CONNECTION_TIMEOUT.toSeconds()));
            source.addDataSourceProperty("loginTimeout", String.valueOf(CONNECTION_TIMEOUT.toSeconds()));
            // A network that swallows packets must not keep a thread for good.
            source.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT.toSeconds()));
            source.addDataSourceProperty("tcpKeepAlive", "true");
            source.addDataSourceProperty("reWriteBatchedInserts", "true");
        }
    }

    /// WRITE_DELAY=0 hands every commit to the operating system before it returns; the store adds the
    /// disk sync.
    static String h2Url(DataDirectory data) {
        return "jdbc:h2:file:" + data.path("db/nocturne")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
}
