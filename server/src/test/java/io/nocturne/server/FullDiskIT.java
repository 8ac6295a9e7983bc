package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small real file system, filled to its last byte and freed, again and again, under a running server. Needs root on
/// Linux, to mount it.
class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private Path disk = Path.of("");
    private Path filler = Path.of("");

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(directory.resolve("disk"));
        filler = disk.resolve("filler");
        int code = -1;
        if (Files.isExecutable(Path.of("/bin/mount"))) {
            code = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString());
        }
        assumeTrue(code == 0, "no small file system can be mounted here: that needs root on Linux");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    @Test
    void theServerGoesOnByItselfAfterEachTime() throws IOException {
        try (RunningServer server = RunningServer.start(disk.resolve("data"))) {
            String agent = server.enroll("full").credential();
            String admin = server.token(Role.ADMIN);
            assertThat(deliver(server, agent, 1).status()).isEqualTo(200);
            TokenPair before = server.login("admin", server.adminPassword());
            for (int round = 1; round <= 5; round++) {
                fill(0);
                int number = round;
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(
                                        deliver(server, agent, 1_000L * number).code())
                                .isEqualTo("unavailable"));
                theRestIsRefused(server, admin, agent);
                whatIsNewIsRefused(server, agent);
                peopleGoOn(server, admin, before);

                Files.delete(filler);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(
                                        deliver(server, agent, 2_000L * number).status())
                                .isEqualTo(200));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(makeUser(server, admin, "user-" + number)
                                        .status())
                                .isEqualTo(201));
            }
            assertThat(server.get("/api/v1/status", admin).status()).isEqualTo(200);
        }
    }

    /// Nothing is written any more, and no caller is told of a fault of the server's.
    private static void theRestIsRefused(RunningServer server, String admin, String agent) {
        assertThat(makeUser(server, admin, UUID.randomUUID().toString()).code()).isEqualTo("unavailable");
        assertThat(server.send("POST", "/api/v1/enrollment-tokens", admin, Map.of("description", "later"))
                        .code())
                .isEqualTo("unavailable");
        assertThat(server.send("POST", "/api/v1/agents/events", agent, Map.of("events", new Object[] {
                            Map.of("time", Instant.now(), "type", "STARTED")
                        }))
                        .code())
                .isEqualTo("unavailable");
    }

    /// A layout and a host are written down too.
    private static void whatIsNewIsRefused(RunningServer server, String agent) {
        assertThat(deliver(server, agent, 3_000, "new.n" + UUID.randomUUID().getMostSignificantBits())
                        .code())
                .isEqualTo("unavailable");
        assertThat(server.tryEnroll(UUID.randomUUID().toString()).code()).isEqualTo("unavailable");
    }

    private static void peopleGoOn(RunningServer server, String admin, TokenPair before) {
        RunningServer.Answer login =
                server.send("POST", "/api/v1/auth/login", null, new LoginRequest("admin", server.adminPassword()));
        assertThat(login.status()).as(login.body()).isEqualTo(200);
        String token = login.tree().path("accessToken").asString("");
        assertThat(server.get("/api/v1/hosts", token).body()).contains("full");
        assertThat(server.get("/api/v1/users", admin).status()).isEqualTo(200);
        assertThat(server.send("POST", "/api/v1/auth/refresh", null, new RefreshRequest(before.refreshToken()))
                        .status())
                .isEqualTo(200);
    }

    private static RunningServer.Answer makeUser(RunningServer server, String admin, String name) {
        return server.send(
                "POST",
                "/api/v1/users",
                admin,
                Map.of("username", name, "password", "long-enough-to-be-taken", "role", "viewer"));
    }

    private static RunningServer.Answer deliver(RunningServer server, String credential, long sequence) {
        return deliver(server, credential, sequence, "a.b");
    }

    private static RunningServer.Answer deliver(RunningServer server, String credential, long sequence, String metric) {
        String body = """
                {"sequence":%d,"layout":{"series":[{"metric":"%s"}]},
                 "snapshots":[{"time":"%s","values":[%d]}]}
                """.formatted(sequence, metric, Instant.now().truncatedTo(ChronoUnit.MILLIS), sequence);
        return server.send("POST", "/api/v1/ingest", credential, body);
    }

    /// Takes all but so many bytes of the disk.
    private void fill(long left) throws IOException {
        byte[] nothing = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (Files.getFileStore(disk).getUsableSpace() > left) {
                out.write(nothing);
            }
        } catch (IOException e) {
            // Full: that is what was wanted.
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
