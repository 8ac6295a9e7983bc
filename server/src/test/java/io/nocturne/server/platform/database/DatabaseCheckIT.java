package io.nocturne.server.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseCheckIT {

    @TempDir
    private Path directory;

    @Test
    void aUsableDatabaseIsWarnedOfWhenItDoesNotWaitForTheDisk() {
        // The tests' own PostgreSQL runs like that, because nobody misses its data.
        assertThat(DatabaseCheck.warnings(TestPostgres.fresh()))
                .singleElement()
                .asString()
                .contains("has fsync=off");
        assertThat(DatabaseCheck.warnings(DatabaseConfig.h2())).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsNamedWithItsUserAndWithoutItsPassword() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        DatabaseConfig away =
                new DatabaseConfig("jdbc:postgresql://localhost:" + nobody + "/n?sslpassword=x", "me", "hunter2", 8);

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> DatabaseCheck.warnings(away))
                .withMessageStartingWith(
                        "database jdbc:postgresql://localhost:" + nobody + "/n cannot be used as user 'me': ")
                .withMessageContaining("refused")
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void aUserWhoMayNotMakeTablesIsToldSo() {
        DatabaseConfig owner = TestPostgres.fresh();
        String guest = "guest_" + System.nanoTime();
        try (HikariDataSource source = pool(owner)) {
            new JdbcTemplate(source).execute("CREATE USER " + guest);
        }

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> DatabaseCheck.warnings(new DatabaseConfig(owner.url(), guest, "", 8)))
                .withMessageContaining("does not let user '" + guest + "' create tables");
    }

    @Test
    void commitsWaitForTheDiskWhateverTheDatabaseSaysByDefault() {
        DatabaseConfig database = TestPostgres.fresh();
        String name = String.valueOf(database.url()).replaceFirst(".*/", "");
        try (HikariDataSource source = pool(database)) {
            new JdbcTemplate(source).execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
        }

        try (HikariDataSource source = pool(database)) {
            assertThat(new JdbcTemplate(source).queryForObject("SHOW synchronous_commit", String.class))
                    .isEqualTo("on");
        }
    }

    private HikariDataSource pool(DatabaseConfig database) {
        return DatabasePool.open(database, DataDirectory.open(directory));
    }
}
