package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.database.DatabaseHold;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One PostgreSQL is one server's.
class SecondServerIT {

    @TempDir
    private Path directory;

    private final DatabaseConfig database = TestPostgres.fresh();

    @Test
    void aSecondServerAndEveryCommandAreRefusedAndToldByWhom() throws IOException {
        try (DatabaseHold first = DatabaseHold.take(database, told -> {})) {
            assertThat(first).isNotNull();
            CommandLineRun second = CommandLineRun.of(directory.resolve("b"), database, "--port", "0");
            CommandLineRun verify = CommandLineRun.of(directory.resolve("b"), database, "--verify");

            assertThat(second.exit()).isEqualTo(4);
            assertThat(second.err())
                    .contains("is used by nocturne on ", "(from ", "waiting up to 5 s")
                    .contains("stop it, or give this server a database of its own");
            assertThat(verify.exit()).isEqualTo(4);
            assertThat(verify.err()).contains("is used by nocturne on ").contains("stop it first");
        }
    }

    @Test
    void theNextOneStartsAsSoonAsTheHolderIsGone() {
        DatabaseHold first = DatabaseHold.take(database, told -> {});
        List<String> heard = new ArrayList<>();

        try (DatabaseHold second = DatabaseHold.take(database, told -> {
            heard.add(told);
            first.close();
        })) {
            assertThat(second).isNotNull();
        }
        assertThat(heard).hasSize(1);
    }

    @Test
    void aLockThatIsLostIsTakenAgain() throws SQLException {
        try (DatabaseHold first = DatabaseHold.take(database, told -> {}).watch();
                Connection other = DriverManager.getConnection(
                        String.valueOf(database.url()), database.username(), database.password());
                Statement statement = other.createStatement()) {
            assertThat(first).isNotNull();
            String held = """
                    SELECT count(pg_terminate_backend(pid)) FROM pg_locks
                    WHERE locktype = 'advisory'
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    """;
            try (var row = statement.executeQuery(held)) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                try (var row = statement.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())")) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(1);
                }
            });
        }
    }
}
