package io.nocturne.server.series.store;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/// A real database of its own for one test, which can be closed and opened again.
///
/// **Threads** - confined to the test's.
final class TestDatabase implements AutoCloseable {

    private final DatabaseKind kind;
    private final String url;
    private final String username;
    private HikariDataSource source;

    private TestDatabase(DatabaseKind kind, String url, String username) {
        this.kind = kind;
        this.url = url;
        this.username = username;
        this.source = connect();
        Flyway.configure().dataSource(source).load().migrate();
    }

    static TestDatabase h2(Path directory) {
        return h2On("file:", directory);
    }

    /// On one of H2's layers of files.
    static TestDatabase h2On(String scheme, Path directory) {
        return new TestDatabase(
                DatabaseKind.H2,
                "jdbc:h2:" + scheme + directory.resolve("store")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0",
                "");
    }

    static TestDatabase postgres() {
        return postgres(TestPostgres.fresh());
    }

    static TestDatabase postgres(DatabaseConfig config) {
        return new TestDatabase(DatabaseKind.POSTGRESQL, String.valueOf(config.url()), config.username());
    }

    DatabaseKind kind() {
        return kind;
    }

    HikariDataSource source() {
        return source;
    }

    void reopen() {
        source.close();
        source = connect();
    }

    @Override
    public void close() {
        source.close();
    }

    private HikariDataSource connect() {
        HikariDataSource made = new HikariDataSource();
        made.setJdbcUrl(url);
        made.setUsername(username);
        made.setMaximumPoolSize(4);
        return made;
    }
}
