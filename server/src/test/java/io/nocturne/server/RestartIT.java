package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestartIT {

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aPlannedRestartKeepsEverything(DatabaseKind kind) throws IOException {
        DatabaseConfig database = TestPostgres.database(kind);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Layout layout = new Layout(List.of(SeriesKey.of("m")));
        EnrollResponse agent;
        TokenPair pair;
        byte[] ca;
        String localToken;
        try (RunningServer first = RunningServer.start(data, database)) {
            agent = first.enroll("restarts");
            pair = first.login("admin", first.adminPassword());
            ca = Files.readAllBytes(data.resolve("tls/ca.pem"));
            localToken = Files.readString(data.resolve("local-enrollment-token"));
            deliver(
                    first,
                    agent,
                    new IngestRequest(1, layout, null, 1_000L, List.of(new Snapshot(now, SampleValues.of(1.0)))));
        }
        try (RunningServer second = RunningServer.start(data, database)) {
            assertThat(Files.readAllBytes(data.resolve("tls/ca.pem"))).isEqualTo(ca);
            assertThat(Files.readString(data.resolve("local-enrollment-token"))).isNotEqualTo(localToken);
            assertThat(second.get("/api/v1/auth/me", pair.accessToken()).status())
                    .isEqualTo(200);
            assertThat(second.get("/api/v1/hosts/" + agent.hostId(), second.token(Role.VIEWER))
                            .tree()
                            .path("lastSampleAt")
                            .asString())
                    .isEqualTo(now.toString());
            assertThat(second.get("/api/v1/latest", second.token(Role.VIEWER)).body())
                    .contains("\"value\":1.0");
            deliver(
                    second,
                    agent,
                    new IngestRequest(2, null, layout.id(), null, List.of(new Snapshot(now, SampleValues.of(2.0)))));
        }
    }

    private static void deliver(RunningServer server, EnrollResponse agent, IngestRequest request) {
        assertThat(server.send("POST", "/api/v1/ingest", agent.credential(), request)
                        .status())
                .isEqualTo(200);
    }
}
