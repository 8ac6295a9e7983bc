package io.nocturne.server.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Duration;

/// Makes the connection pool of either database.
public final class DatabasePool {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_LIFETIME = Duration.ofHours(1);

    /// What is acknowledged must be on disk, whatever the database's own default is. Stronger settings
    /// than `on`, which wait for standbys, stay.
    private static final String NEVER_ACKNOWLEDGE_EARLY =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private DatabasePool() {}

    public static HikariDataSource open(DatabaseConfig config, DataDirectory data) {
        HikariDataSource source = config.kind() == DatabaseKind.H2 ? new H2Pool(data) : new HikariDataSource();
        source.setJdbcUrl(config.url() == null ? h2Url(data) : config.url());
        source.setUsername(config.username());
        source.setPassword(config.password());
        source.setMaximumPoolSize(config.poolSize());
        source.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        source.setMaxLifetime(MAX_LIFETIME.toMillis());
        if (config.kind() == DatabaseKind.POSTGRESQL) {
            source.setConnectionInitSql(NEVER_ACKNOWLEDGE_EARLY);
            source.addDataSourceProperty("ApplicationName", "nocturne");
            source.addDataSourceProperty("connectTimeout", String.valueOf(CONNECTION_TIMEOUT.toSeconds()));
            source.addDataSourceProperty("tcpKeepAlive", "true");
            source.addDataSourceProperty("reWriteBatchedInserts", "true");
        }
        return source;
    }

    /// WRITE_DELAY=0 hands every commit to the operating system before it returns; the store adds the
    /// disk sync.
    private static String h2Url(DataDirectory data) {
        return "jdbc:h2:file:" + data.path("db/nocturne")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
}
