package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.nocturne.server.platform.database.OfflineDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// `--verify` on stores of the real server, healthy and with a byte turned.
class VerifyIT {

    private static final Layout LAYOUT = new Layout(List.of(SeriesKey.of("m"), SeriesKey.of("n")));

    @TempDir
    private Path data;

    private final Instant base = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aHealthyStoreIsExitCodeZeroAndATurnedByteIsFoundWhereItIs(DatabaseKind kind) throws IOException {
        DatabaseConfig database = TestPostgres.database(kind);
        byte[] segment;
        String host;
        try (RunningServer server = RunningServer.start(data, database)) {
            EnrollResponse agent = server.enroll("verified");
            host = agent.hostId();
            deliver(server, agent);
            segment = bytes(new JdbcTemplate(server.bean(DataSource.class)), "SELECT body FROM journal LIMIT 1");
        }

        CommandLineRun healthy = CommandLineRun.of(data, database, "--verify");
        assertThat(healthy.exit()).as(healthy.toString()).isZero();
        assertThat(healthy.out()).containsPattern("raw +1 +2 ").containsPattern("process +1 +2 ");

        change(database, jdbc -> {
            String raw = table(jdbc, "raw_chunk_");
            turn(jdbc, raw, "head", base, 20);
            turn(jdbc, raw, "payload", base.plus(Duration.ofMinutes(10)), 3);
            jdbc.update("UPDATE " + table(jdbc, "process_chunk_")
                    + " SET payload = substring(payload FROM 1 FOR 100) WHERE start_millis = " + base.toEpochMilli());
            segment[segment.length / 2] ^= 1;
            jdbc.update(
                    "INSERT INTO journal (node_id, segment, key_id, body) VALUES (1, 1000000, 0, ?)", (Object) segment);
            jdbc.update("UPDATE agent_sequence SET ranges = ?", (Object) new byte[7]);
        });
        CommandLineRun damaged = CommandLineRun.of(data, database, "--verify");

        assertThat(damaged.exit()).isEqualTo(6);
        String from = "host %s, from %s, node 1, part 0: ";
        assertThat(damaged.out())
                .contains(from.formatted(host, base) + "chunk head: ")
                .contains(from.formatted(host, base.plus(Duration.ofMinutes(10))) + "payload: checksum")
                .contains("damaged: process_chunk_")
                .contains("damaged: journal, node 1, segment 1000000: ")
                .contains("damaged: agent_sequence, agent ")
                .contains("5 are damaged");
    }

    @Test
    void aChunkWithoutItsLayoutOrOutsideItsRowIsDamaged() throws IOException {
        DatabaseConfig database = DatabaseConfig.h2();
        try (RunningServer server = RunningServer.start(data, database)) {
            deliver(server, server.enroll("moved"));
        }
        change(database, jdbc -> {
            String raw = table(jdbc, "raw_chunk_");
            jdbc.update(
                    "UPDATE " + raw + " SET start_millis = start_millis + 1200000 WHERE start_millis = ?",
                    base.toEpochMilli());
            jdbc.update("UPDATE layout SET layout_id = ?", "0".repeat(32));
        });

        CommandLineRun run = CommandLineRun.of(data, database, "--verify");

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.out()).contains("layout " + LAYOUT.id() + ", which it names, is not stored");
    }

    @Test
    void whatIsNotThereIsSaidAndNotMade() throws IOException {
        CommandLineRun empty = CommandLineRun.of(data, DatabaseConfig.h2(), "--verify");
        CommandLineRun missing = CommandLineRun.of(data.resolve("none"), DatabaseConfig.h2(), "--verify");

        assertThat(empty.exit()).isEqualTo(5);
        assertThat(empty.err()).contains("there is no database in " + data);
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("none is not there");
        assertThat(data.resolve("none")).doesNotExist();
        assertThat(Files.exists(data.resolve("db"))).isFalse();
    }

    private void deliver(RunningServer server, EnrollResponse agent) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            snapshots.add(new Snapshot(
                    base.plusSeconds(i),
                    SampleValues.of(i * 1.25, 1.0 / (i + 1)),
                    List.of(new ProcessSample(i + 1, "java", "root", 0.5, 1_000L))));
        }
        assertThat(server.send(
                                "POST",
                                "/api/v1/ingest",
                                agent.credential(),
                                new IngestRequest(1, LAYOUT, null, 1_000L, snapshots))
                        .status())
                .isEqualTo(200);
    }

    private void change(DatabaseConfig config, Consumer<JdbcTemplate> change) {
        try (OfflineDatabase database = OfflineDatabase.open(config, DataDirectory.open(data))) {
            change.accept(new JdbcTemplate(database.source()));
        }
    }

    private static String table(JdbcTemplate jdbc, String prefix) {
        String sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA";
        return jdbc.query(sql, (row, index) -> row.getString(1)).stream()
                .filter(name -> name.startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private static void turn(JdbcTemplate jdbc, String table, String column, Instant start, int at) {
        String where = " WHERE start_millis = " + start.toEpochMilli();
        byte[] bytes = bytes(jdbc, "SELECT " + column + " FROM " + table + where);
        bytes[at] ^= 16;
        jdbc.update("UPDATE " + table + " SET " + column + " = ?" + where, (Object) bytes);
    }

    private static byte[] bytes(JdbcTemplate jdbc, String sql) {
        return jdbc.query(sql, (row, index) -> row.getBytes(1)).getFirst();
    }
}
