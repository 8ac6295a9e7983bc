package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A client that stops reading, until nothing more fits between it and the server.
class SlowLiveReaderIT {

    private static final int HOSTS = 60;
    private static final int SERIES = 800;
    /// Longer than the 20 s after which the container itself gives a write up.
    private static final Duration STOPPED = Duration.ofSeconds(25);
    private static final Layout LAYOUT = new Layout(
            IntStream.range(0, SERIES).mapToObj(i -> SeriesKey.of("m" + i)).toList());

    @TempDir
    static Path data;

    private static RunningServer server;

    private long sequence;
    private long offered;
    private long told;
    private long missed;

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everySnapshotComesOrIsNamedAsMissed() {
        List<EnrollResponse> agents = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            agents.add(server.enroll("slow-" + host));
        }
        try (RawLiveClient client = RawLiveClient.connect(server.tls(), server.port(), server.token(Role.VIEWER))) {
            client.text("{\"type\":\"subscribe\",\"subscription\":\"all\",\"hosts\":[],\"metrics\":[]}");
            client.text("{}");
            client.until(message -> RawLiveClient.typeOf(message).equals("problem"));

            Instant until = Instant.now().plus(STOPPED);
            while (Instant.now().isBefore(until)) {
                agents.forEach(this::deliver);
            }
            // They come only when nothing waits; two, so that nothing was on its way between them.
            for (int beats = 0; beats < 2; ) {
                JsonNode message = client.next();
                count(message);
                beats += RawLiveClient.typeOf(message).equals("heartbeat") ? 1 : 0;
            }

            assertThat(told + missed).as("told %d, missed %d", told, missed).isEqualTo(offered);
            assertThat(missed).isPositive();
        }
    }

    private void count(JsonNode message) {
        switch (RawLiveClient.typeOf(message)) {
            case "sampleTick" -> {
                told++;
                missed += message.has("missed") ? message.get("missed").asLong() : 0;
            }
            case "samplesMissed" -> missed += message.get("count").asLong();
            default -> {
                // Not about samples.
            }
        }
    }

    private void deliver(EnrollResponse agent) {
        SampleValues.Builder values = new SampleValues.Builder(SERIES);
        for (int series = 0; series < SERIES; series++) {
            values.add(series + 0.123456789);
        }
        Snapshot snapshot = new Snapshot(Instant.now().truncatedTo(ChronoUnit.MILLIS), values.build());
        assertThat(server.send(
                                "POST",
                                "/api/v1/ingest",
                                agent.credential(),
                                new IngestRequest(++sequence, LAYOUT, null, 60_000L, List.of(snapshot)))
                        .status())
                .isEqualTo(200);
        offered++;
    }
}
