package io.nocturne.server.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2SourceIT {

    private static final int DATABASE_IS_CLOSED = 90_098;
    private static final int DATABASE_ALREADY_OPEN = 90_020;

    private final DatabaseFaults faults = new DatabaseFaults(() -> {});

    @TempDir
    private Path directory;

    @Test
    void aConnectionOfAFailedDatabaseThatIsUsedLateLeavesNobodyWithoutTheFile() throws SQLException {
        DataDirectory data = DataDirectory.open(directory);
        H2Source source = new H2Source(DatabasePool.h2Url(data), faults);
        Connection late = source.getConnection("nocturne", "");
        fail(source.getConnection("nocturne", ""));
        awaitConnection(source);
        try (StoreConnections successor = StoreConnections.open(DatabaseConfig.h2(), data, faults)) {
            assertThat(successor.jdbc().queryForObject("SELECT 1", Integer.class))
                    .isOne();

            assertThat(errorOf(late)).isEqualTo(DATABASE_IS_CLOSED);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> source.getConnection("nocturne", ""))
                    .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(DATABASE_ALREADY_OPEN));
            awaitConnection(source);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(successor.jdbc().queryForObject("SELECT 2", Integer.class))
                            .isEqualTo(2));
        }
    }

    private static void awaitConnection(H2Source source) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> source.getConnection("nocturne", "").close());
    }

    /// A thread that is interrupted closes the file that it writes to.
    private static void fail(Connection connection) throws SQLException {
        Thread.currentThread().interrupt();
        try {
            assertThat(errorOf(connection)).isPositive();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /// What the database says of a change; the connection is closed then.
    private static int errorOf(Connection connection) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE numbers (number INT)");
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }
}
