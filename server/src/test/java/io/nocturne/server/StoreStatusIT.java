package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the server tells of its store, as people and as Prometheus read it.
class StoreStatusIT {

    @TempDir
    private Path data;

    /// The samples around it are dropped already: the minutes, made anew of this one alone, would lose them.
    @Test
    void whatIsOlderThanTheSamplesThatAreKeptIsRefused() {
        Retention twoDays = new Retention(Duration.ofDays(2), Duration.ofDays(30), Duration.ofDays(365));
        try (RunningServer server = RunningServer.start(data, DatabaseConfig.h2(), twoDays)) {
            EnrollResponse agent = server.enroll("late");
            Layout layout = new Layout(List.of(SeriesKey.of("m")));
            Instant now = Instant.now();
            List<Snapshot> snapshots = List.of(
                    new Snapshot(now.minus(Duration.ofHours(49)), SampleValues.of(1.0)),
                    new Snapshot(now.minus(Duration.ofHours(47)), SampleValues.of(2.0)));

            assertThat(server.send(
                                    "POST",
                                    "/api/v1/ingest",
                                    agent.credential(),
                                    new IngestRequest(1, layout, null, 1_000L, snapshots))
                            .body())
                    .contains("\"accepted\":1")
                    .contains("is older than the 2 days that are kept");
        }
    }

    @Test
    void whatWasWrittenIsCounted() {
        try (RunningServer server = RunningServer.start(data)) {
            EnrollResponse agent = server.enroll("counted");
            Layout layout = new Layout(List.of(SeriesKey.of("m"), SeriesKey.of("n")));
            Snapshot snapshot = new Snapshot(Instant.now(), SampleValues.of(1.0, 2.0));
            IngestRequest request = new IngestRequest(1, layout, null, 1_000L, List.of(snapshot));
            assertThat(server.send("POST", "/api/v1/ingest", agent.credential(), request)
                            .status())
                    .isEqualTo(200);

            JsonNode store = server.get("/api/v1/status", server.token(Role.VIEWER))
                    .tree()
                    .path("store");
            System.gc();
            String metrics = server.get("/metrics", server.token(Role.VIEWER)).body();

            assertThat(store.path("state").asString()).isEqualTo("OK");
            assertThat(store.path("journalSegments").asLong()).isEqualTo(1);
            assertThat(store.path("headBytes").asLong()).isPositive();
            assertThat(store.path("diskFreeBytes").asLong()).isPositive();
            assertThat(metrics)
                    .contains("nocturne_store_journal_segments_total 1.0")
                    .contains("nocturne_ingest_samples_total 2.0")
                    .contains("nocturne_store_tier_bytes{tier=\"raw_chunk\"}")
                    .contains("nocturne_store_kept_bytes 0.0")
                    .contains("nocturne_store_kept_limit_bytes")
                    .contains("jvm_memory_used_bytes");
        }
    }
}
