package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.series.store.TestKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// One server on several machines, one after the other, at one PostgreSQL with one key file.
class SharedSecretsIT {

    /// The signing key, the CA, and what encrypts receivers and signs their links.
    private static final int SECRETS = 4;

    private static final Layout LAYOUT = new Layout(List.of(SeriesKey.of("m")));

    @TempDir
    private Path directory;

    private final DatabaseConfig database = TestPostgres.fresh();
    private TestKeys keys;
    private Path first;
    private Path second;

    @BeforeEach
    void make() {
        keys = new TestKeys(directory).write("1 " + TestKeys.ONE);
        first = directory.resolve("first");
        second = directory.resolve("second");
    }

    @Test
    void aServerOnAnotherMachineIsTheSameServer() throws IOException {
        String admin;
        String agent;
        try (RunningServer server = start(first)) {
            admin = server.token(Role.ADMIN);
            agent = server.enroll("moved").credential();
        }

        try (RunningServer server = start(second)) {
            assertThat(second.resolve("tls/ca.pem")).hasSameBinaryContentAs(first.resolve("tls/ca.pem"));
            assertThat(Files.readAllBytes(second.resolve("tls/server.pem")))
                    .isNotEqualTo(Files.readAllBytes(first.resolve("tls/server.pem")));
            assertThat(server.get("/api/v1/auth/me", admin).status()).isEqualTo(200);
            assertThat(deliver(server, agent)).isEqualTo(200);
            assertThat(server.get("/api/v1/users", admin).tree()).hasSize(1);
            assertThat(enroll(server, first)).isEqualTo(200);
            assertThat(enroll(server, second)).isEqualTo(200);
        }
        assertThat(second.resolve("initial-admin-password")).doesNotExist();
        for (Path data : List.of(first, second)) {
            assertThat(data.resolve("tls/ca.key")).doesNotExist();
            assertThat(data.resolve("secrets/jwt.key")).doesNotExist();
        }
    }

    @Test
    void aServerOfFilesKeepsItsIdentityAndCanBeMoved() throws IOException {
        String admin;
        byte[] ca;
        try (RunningServer server = start(first, database, EncryptionConfig.NONE)) {
            admin = server.token(Role.ADMIN);
            ca = Files.readAllBytes(first.resolve("tls/ca.pem"));
            assertThat(secrets(server)).isZero();
        }
        // As a version wrote them that had the certificate in ca.pem alone.
        Path key = first.resolve("tls/ca.key");
        String pem = Files.readString(key);
        Files.writeString(key, pem.substring(0, pem.indexOf("-----BEGIN CERTIFICATE")));

        for (Path data : List.of(first, second)) {
            try (RunningServer server = start(data)) {
                assertThat(data.resolve("tls/ca.pem")).hasBinaryContent(ca);
                assertThat(server.get("/api/v1/auth/me", admin).status()).isEqualTo(200);
                assertThat(secrets(server)).isEqualTo(SECRETS);
            }
        }
        assertThat(key).doesNotExist();
        assertThat(first.resolve("secrets/jwt.key")).doesNotExist();
    }

    @Test
    void aServerWithACaOfItsOwnTakesTheSharedOneAndKeepsItsOwnAside() throws IOException {
        start(first).close();
        start(second, TestPostgres.fresh(), EncryptionConfig.NONE).close();
        byte[] own = Files.readAllBytes(second.resolve("tls/ca.pem"));
        byte[] ownKey = Files.readAllBytes(second.resolve("tls/ca.key"));

        start(second).close();

        assertThat(second.resolve("tls/ca.pem")).hasSameBinaryContentAs(first.resolve("tls/ca.pem"));
        assertThat(second.resolve("tls/ca.pem.before")).hasBinaryContent(own);
        assertThat(second.resolve("tls/ca.key.before")).hasBinaryContent(ownKey);
        assertThat(second.resolve("secrets/jwt.key.before")).exists();
    }

    @Test
    void aMissingKeyStopsTheStartAndNothingIsMadeAnew() {
        start(first).close();
        keys.write("2 " + TestKeys.TWO);

        assertThatThrownBy(() -> start(second))
                .rootCause()
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("encrypted with key 1, which the key file does not hold");
        assertThatThrownBy(() -> start(second, database, EncryptionConfig.NONE))
                .rootCause()
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("encryption.key_file is not set");

        assertThat(second.resolve("tls/ca.pem")).doesNotExist();
        assertThat(second.resolve("secrets/jwt.key")).doesNotExist();
        keys.write("2 " + TestKeys.TWO, "1 " + TestKeys.ONE);
        start(second).close();
        assertThat(second.resolve("tls/ca.pem")).hasSameBinaryContentAs(first.resolve("tls/ca.pem"));
    }

    @Test
    void aCaWhoseKeyIsNowhereIsNotReplaced() throws IOException {
        start(first).close();
        DatabaseConfig empty = TestPostgres.fresh();

        assertThatThrownBy(() -> start(first, empty, keyFile()))
                .rootCause()
                .hasMessageContaining("the key of ca.pem is neither in ca.key nor in the database");

        start(first).close();
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aBackupOfItBecomesAServerThatWorks(DatabaseKind kind) throws IOException {
        DatabaseConfig other = TestPostgres.database(kind);
        Path backup = directory.resolve("backup");
        String admin;
        String agent;
        try (FileChannel _ = DataDirectory.open(first).lock().orElseThrow();
                RunningServer server = start(first)) {
            admin = server.token(Role.ADMIN);
            agent = server.enroll("kept").credential();
            CommandLineRun run = CommandLineRun.of(first, database, keyFile(), "backup", backup.toString());
            assertThat(run.exit()).as(run.toString()).isZero();
        }

        CommandLineRun run = CommandLineRun.of(second, other, keyFile(), "restore", backup.toString());
        assertThat(run.exit()).as(run.toString()).isZero();
        try (RunningServer server = start(second, other, keyFile())) {
            assertThat(second.resolve("tls/ca.pem")).hasSameBinaryContentAs(first.resolve("tls/ca.pem"));
            assertThat(server.get("/api/v1/auth/me", admin).status()).isEqualTo(200);
            assertThat(deliver(server, agent)).isEqualTo(200);
            assertThat(secrets(server)).isEqualTo(kind == DatabaseKind.POSTGRESQL ? SECRETS : 0);
        }
        assertThat(Files.exists(second.resolve("tls/ca.key"))).isEqualTo(kind == DatabaseKind.H2);
    }

    @Test
    void verifyNamesTheSecretsThatCannotBeRead() throws IOException {
        start(first).close();

        CommandLineRun healthy = CommandLineRun.of(first, database, keyFile(), "--verify");
        keys.write("1 " + TestKeys.TWO);
        CommandLineRun wrong = CommandLineRun.of(first, database, keyFile(), "--verify");

        assertThat(healthy.exit()).as(healthy.toString()).isZero();
        assertThat(healthy.out()).containsPattern("shared_secret +1 +" + SECRETS + " ");
        assertThat(wrong.exit()).isEqualTo(6);
        assertThat(wrong.out())
                .contains("damaged: shared_secret, tls/ca.key: secret 'tls/ca.key' of the database cannot be read");
    }

    private RunningServer start(Path data) {
        return start(data, database, keyFile());
    }

    private static RunningServer start(Path data, DatabaseConfig database, EncryptionConfig encryption) {
        return RunningServer.start(new ServerConfig(data, 0, 0, List.of(), database, Retention.DEFAULT, encryption));
    }

    private EncryptionConfig keyFile() {
        return new EncryptionConfig(keys.path());
    }

    private static int secrets(RunningServer server) {
        return new JdbcTemplate(server.bean(DataSource.class))
                .queryForList("SELECT name FROM shared_secret")
                .size();
    }

    private static int deliver(RunningServer server, String credential) {
        Snapshot snapshot = new Snapshot(Instant.now(), SampleValues.of(1.0), List.of());
        IngestRequest request = new IngestRequest(1, LAYOUT, null, 1_000L, List.of(snapshot));
        return server.send("POST", "/api/v1/ingest", credential, request).status();
    }

    /// With the local token of a data directory.
    private static int enroll(RunningServer server, Path data) throws IOException {
        String token = Files.readString(data.resolve("local-enrollment-token")).strip();
        String name = String.valueOf(data.getFileName());
        HostDescription host = new HostDescription(
                "key-" + name, name, "Debian GNU/Linux", "12", "amd64", 2, 1L << 30, "test", Map.of());
        return server.send("POST", "/api/v1/agents/enroll", null, new EnrollRequest(token, host))
                .status();
    }
}
