package io.nocturne.server;

import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// One real PostgreSQL for all tests of this JVM, started by the first that asks; each gets a database
/// of its own. It stops with the JVM.
///
/// **Threads** - safe.
public final class TestPostgres {

    private static final String SUPERUSER = "postgres";
    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    /// A new and empty database of that kind; for H2 it lies in the data directory.
    public static DatabaseConfig database(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> DatabaseConfig.h2();
            case POSTGRESQL -> fresh();
        };
    }

    public static DatabaseConfig fresh() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        new JdbcTemplate(SERVER.getPostgresDatabase()).execute("CREATE DATABASE " + name);
        return new DatabaseConfig(SERVER.getJdbcUrl(SUPERUSER, name).replaceFirst("[?].*", ""), SUPERUSER, "", 8);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
