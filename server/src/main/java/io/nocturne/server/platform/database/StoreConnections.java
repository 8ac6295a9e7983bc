package io.nocturne.server.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Connections that only the writing of samples takes, so that questions cannot have it wait: for the journal, for
/// the upkeep, and for syncs.
///
/// **Threads** - safe.
public final class StoreConnections implements AutoCloseable {

    private static final int SIZE = 3;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /// A lost connection's transaction would keep its locks for as long as PostgreSQL believes in it, and that of a
    /// stopped server would keep the next one from its lease.
    private static final String END_WHAT_IS_LOST =
            "SELECT set_config('idle_in_transaction_session_timeout', '20s', false);";

    private final HikariDataSource source;
    private final JdbcTemplate jdbc;

    private StoreConnections(HikariDataSource source) {
        this.source = source;
        this.jdbc = new JdbcTemplate(source, true);
    }

    public static StoreConnections open(DatabaseConfig config, DataDirectory data, DatabaseFaults faults) {
        HikariDataSource source = new HikariDataSource();
        DatabasePool.configure(source, config, data, faults);
        source.setPoolName("store");
        source.setMaximumPoolSize(SIZE);
        source.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        if (config.kind() == DatabaseKind.POSTGRESQL) {
            source.setConnectionInitSql(END_WHAT_IS_LOST + source.getConnectionInitSql());
        }
        return new StoreConnections(source);
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public JdbcClient client() {
        return JdbcClient.create(jdbc);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(source));
    }

    @Override
    public void close() {
        source.close();
    }
}
