package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A backup of the real server while agents send, and the server that is made of it.
class BackupIT {

    private static final int AGENTS = 3;
    private static final int MAX_SENT = 3_000;
    private static final int SENT_BEFORE = 40;
    private static final Layout LAYOUT = new Layout(List.of(SeriesKey.of("m"), SeriesKey.of("n")));

    @TempDir
    private Path directory;

    private final Instant base = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);

    @ParameterizedTest
    @CsvSource({"H2, H2", "H2, POSTGRESQL", "POSTGRESQL, POSTGRESQL", "POSTGRESQL, H2"})
    void whatWasAcknowledgedBeforeABackupIsInTheServerThatIsMadeOfIt(DatabaseKind from, DatabaseKind to)
            throws Exception {
        DatabaseConfig first = TestPostgres.database(from);
        DatabaseConfig second = TestPostgres.database(to);
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup");
        Path restored = directory.resolve("restored");
        List<Sender> senders = new ArrayList<>();
        List<Integer> acknowledged;
        try (FileChannel _ = lock(data);
                RunningServer server = RunningServer.start(data, first)) {
            for (int i = 0; i < AGENTS; i++) {
                senders.add(new Sender(server, server.enroll("sends-" + i)));
            }
            // Signed in before the backup: that sign-in is in it.
            server.token(Role.VIEWER);
            try (Load load = new Load(senders)) {
                load.await();
                acknowledged = senders.stream().map(Sender::acknowledged).toList();
                CommandLineRun run = CommandLineRun.of(data, first, "backup", backup.toString());
                assertThat(run.exit()).as(run.toString()).isZero();
            }

            CommandLineRun run = CommandLineRun.of(restored, second, "restore", backup.toString());
            assertThat(run.exit()).as(run.toString()).isZero();
            assertThat(run.out()).contains("nothing is damaged");
            try (RunningServer again = RunningServer.start(restored, second)) {
                for (int i = 0; i < AGENTS; i++) {
                    senders.get(i).compare(again, acknowledged.get(i));
                }
                assertThat(again.get("/api/v1/auth/me", server.token(Role.VIEWER))
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(CommandLineRun.of(restored, second, "--verify").exit()).isZero();
        assertThat(Files.readAllBytes(restored.resolve("tls/ca.key")))
                .isEqualTo(Files.readAllBytes(data.resolve("tls/ca.key")));
        assertThat(Files.exists(restored.resolve("restore-unfinished"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aBackupWithoutARunningServerIsTheSame(DatabaseKind kind) throws IOException {
        DatabaseConfig database = TestPostgres.database(kind);
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup");
        Path restored = directory.resolve("restored");
        DatabaseConfig second = TestPostgres.database(kind);
        String before;
        try (RunningServer server = RunningServer.start(data, database)) {
            Sender sender = new Sender(server, server.enroll("sent"));
            for (int i = 0; i < 700; i++) {
                sender.send();
            }
            before = sender.answer(server, 700).toString();
        }
        CommandLineRun run = CommandLineRun.of(data, database, "backup", backup.toString());
        assertThat(run.exit()).as(run.toString()).isZero();

        assertThat(CommandLineRun.of(restored, second, "restore", backup.toString())
                        .exit())
                .isZero();
        try (RunningServer again = RunningServer.start(restored, second)) {
            Sender sender = new Sender(again, new EnrollResponse(hostOf(again), "", ""));
            assertThat(sender.answer(again, 700).toString()).isEqualTo(before);
        }
        onlyTheOwnerCanRead(backup);
    }

    @Test
    void aBackupIsRefusedWhereSomethingIs() throws IOException {
        Path data = directory.resolve("data");
        Path backup = Files.createDirectory(directory.resolve("backup"));
        try (FileChannel _ = lock(data);
                RunningServer server = RunningServer.start(data)) {
            Files.writeString(backup.resolve("mine"), "x");
            CommandLineRun full = CommandLineRun.of(data, DatabaseConfig.h2(), "backup", backup.toString());
            CommandLineRun lost = CommandLineRun.of(
                    data,
                    DatabaseConfig.h2(),
                    "backup",
                    directory.resolve("no/such").toString());
            CommandLineRun verify = CommandLineRun.of(data, DatabaseConfig.h2(), "--verify");

            assertThat(full.exit()).isEqualTo(1);
            assertThat(full.err()).contains(backup + " is not empty");
            assertThat(lost.exit()).isEqualTo(1);
            assertThat(lost.err()).contains("must be an absolute path in a directory that is there");
            assertThat(verify.exit()).isEqualTo(4);
            assertThat(verify.err()).contains("a server uses " + server.data());
        }
        assertThat(directory).isDirectoryNotContaining("glob:**unfinished**");
    }

    @Test
    void aDamagedBackupIsRefusedAndNamesTheFile() throws IOException {
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup");
        RunningServer.start(data).close();
        CommandLineRun.of(data, DatabaseConfig.h2(), "backup", backup.toString());
        Path restored = directory.resolve("restored");

        flip(backup.resolve("tables/app_user.rows"));
        CommandLineRun flipped = CommandLineRun.of(restored, DatabaseConfig.h2(), "restore", backup.toString());
        flip(backup.resolve("tables/app_user.rows"));
        Files.writeString(backup.resolve("files/secrets/more"), "x");
        CommandLineRun more = CommandLineRun.of(restored, DatabaseConfig.h2(), "restore", backup.toString());
        Files.delete(backup.resolve("files/secrets/more"));
        Files.delete(backup.resolve("files/secrets/jwt.key"));
        CommandLineRun missing = CommandLineRun.of(restored, DatabaseConfig.h2(), "restore", backup.toString());
        Files.delete(backup.resolve("SHA256SUMS"));
        CommandLineRun cut = CommandLineRun.of(restored, DatabaseConfig.h2(), "restore", backup.toString());

        assertThat(flipped.err()).contains("tables/app_user.rows is damaged");
        assertThat(more.err()).contains("[files/secrets/more] are not part of the backup");
        assertThat(missing.err()).contains("files/secrets/jwt.key is missing");
        assertThat(cut.err()).contains("this is no backup, or not a whole one");
        assertThat(List.of(flipped.exit(), more.exit(), missing.exit(), cut.exit()))
                .containsOnly(1);
        assertThat(restored).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aRestoreGoesOnlyIntoWhatIsEmpty(DatabaseKind kind) throws IOException {
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup");
        DatabaseConfig database = TestPostgres.database(kind);
        RunningServer.start(data, database).close();
        CommandLineRun.of(data, database, "backup", backup.toString());

        CommandLineRun run = CommandLineRun.of(data, database, "restore", backup.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains(data + " is not empty: it holds [");
        if (kind == DatabaseKind.POSTGRESQL) {
            CommandLineRun into =
                    CommandLineRun.of(directory.resolve("restored"), database, "restore", backup.toString());
            assertThat(into.exit()).isEqualTo(5);
            assertThat(into.err()).contains("is not empty: it has the tables [ack_link_used");
        }
    }

    @Test
    void aRestoreThatDidNotFinishStartsNoServer() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.createFile(data.resolve("restore-unfinished"));

        CommandLineRun run = CommandLineRun.of(data, DatabaseConfig.h2());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("holds a restore that did not finish");
    }

    /// As the server's main takes it, so that a command sees that a server runs.
    private static FileChannel lock(Path data) throws IOException {
        return DataDirectory.open(data).lock().orElseThrow();
    }

    private static String hostOf(RunningServer server) {
        return server.get("/api/v1/hosts", server.token(Role.VIEWER))
                .tree()
                .path("hosts")
                .path(0)
                .path("hostId")
                .asString();
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static void onlyTheOwnerCanRead(Path backup) throws IOException {
        try (Stream<Path> all = Files.walk(backup)) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    /// Agents that send without a pause until it is closed.
    private static final class Load implements AutoCloseable {

        private final CountDownLatch warm;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final List<Future<?>> running = new ArrayList<>();

        Load(List<Sender> senders) {
            this.warm = new CountDownLatch(senders.size());
            senders.forEach(sender -> running.add(threads.submit(() -> run(sender))));
        }

        void await() throws InterruptedException {
            assertThat(warm.await(60, TimeUnit.SECONDS)).isTrue();
        }

        private void run(Sender sender) {
            while (!stopped.get() && sender.acknowledged() < MAX_SENT) {
                sender.send();
                if (sender.acknowledged() == SENT_BEFORE) {
                    warm.countDown();
                }
            }
        }

        @Override
        public void close() {
            stopped.set(true);
            threads.close();
            // Throws what a sender threw.
            running.forEach(Future::resultNow);
        }
    }

    /// An agent whose n-th snapshot is of second n and has the value n.
    private final class Sender {

        private final RunningServer server;
        private final EnrollResponse agent;
        private final AtomicInteger acknowledged = new AtomicInteger();

        Sender(RunningServer server, EnrollResponse agent) {
            this.server = server;
            this.agent = agent;
        }

        int acknowledged() {
            return acknowledged.get();
        }

        void send() {
            int number = acknowledged.get();
            Snapshot snapshot = new Snapshot(
                    base.plusSeconds(number),
                    SampleValues.of((double) number, 1.0),
                    List.of(new ProcessSample(number, "p", "u", 0.5, 1_000L)));
            int status = server.send(
                            "POST",
                            "/api/v1/ingest",
                            agent.credential(),
                            new IngestRequest(number + 1, LAYOUT, null, 1_000L, List.of(snapshot)))
                    .status();
            assertThat(status).isEqualTo(200);
            acknowledged.incrementAndGet();
        }

        JsonNode answer(RunningServer from, int seconds) {
            return from.get(
                            "/api/v1/query?metric=m&points=5000&host=%s&from=%s&to=%s"
                                    .formatted(agent.hostId(), base, base.plusSeconds(seconds)),
                            from.token(Role.VIEWER))
                    .tree()
                    .path("series");
        }

        /// What the restored server has is what was sent up to one moment, which is not before the backup's.
        void compare(RunningServer restored, int atLeast) {
            JsonNode points = answer(restored, 3_600).path(0).path("points");
            assertThat(points.size()).isBetween(atLeast, acknowledged());
            for (int i = 0; i < points.size(); i++) {
                assertThat(points.path(i).path("avg").asDouble()).isEqualTo(i);
            }
            assertThat(answer(restored, points.size())).isEqualTo(answer(server, points.size()));
        }
    }
}
