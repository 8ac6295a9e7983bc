package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL that takes every packet and answers none: a network that swallows, not one that refuses.
class SilentDatabaseIT {

    private static final Layout LAYOUT = new Layout(List.of(SeriesKey.of("m")));

    @TempDir
    private Path data;

    private final Instant base = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.MINUTES);
    private int next;

    @Test
    void deliveriesAreRefusedWithinABoundAndStoredOnceWhenItAnswersAgain() {
        try (PostgresProxy proxy = new PostgresProxy(TestPostgres.fresh());
                RunningServer server =
                        RunningServer.start(data, proxy.config("socketTimeout=2&connectTimeout=2&loginTimeout=2"))) {
            EnrollResponse agent = server.enroll("silent");
            IngestRequest delivered = delivery();
            assertThat(send(server, agent, delivered).status()).isEqualTo(200);

            proxy.swallow(true);
            IngestRequest swallowed = delivery();
            for (int i = 0; i < 3; i++) {
                Instant sent = Instant.now();
                Answer refused = send(server, agent, swallowed);
                assertThat(refused.code()).isEqualTo("unavailable");
                assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(25));
            }
            refusedByTheJournal(server.bean(SampleStore.class), agent, swallowed);
            proxy.swallow(false);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(send(server, agent, swallowed).status()).isEqualTo(200));

            send(server, agent, delivered);
            assertThat(send(server, agent, delivery()).status()).isEqualTo(200);
            long[] counted = {0};
            server.bean(SeriesQuery.class)
                    .read(
                            new RangeRequest(
                                    List.of(UUID.fromString(agent.hostId())),
                                    List.of("m"),
                                    Map.of(),
                                    new TimeRange(base, base.plus(Duration.ofMinutes(5))),
                                    Resolution.RAW,
                                    0),
                            (host, key, steps) -> counted[0] += steps.size());
            assertThat(counted[0]).isEqualTo(3);
        }
    }

    /// Also those that come past the question whether their credential is in force.
    private static void refusedByTheJournal(SampleStore store, EnrollResponse agent, IngestRequest request) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> store.append(
                            UUID.fromString(agent.agentId()),
                            UUID.fromString(agent.hostId()),
                            KnownLayout.of(LAYOUT),
                            List.of(new NumberedSnapshot(
                                    request.sequence(), request.snapshots().getFirst())),
                            new Arrival(Instant.now(), false)))
                    .isInstanceOf(ProblemException.class)
                    .message()
                    .containsAnyOf(i == 0 ? "the store" : "the database", "the database has not answered for");
        }
    }

    private static Answer send(RunningServer server, EnrollResponse agent, IngestRequest request) {
        return server.send("POST", "/api/v1/ingest", agent.credential(), request);
    }

    private IngestRequest delivery() {
        Instant time = base.plusSeconds(next);
        return new IngestRequest(
                ++next, LAYOUT, null, null, List.of(new Snapshot(time, SampleValues.of((double) next))));
    }
}
