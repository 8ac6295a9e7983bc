package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.RunningServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples at the edge of the doubles, over HTTPS: every answer is JSON with numbers that are numbers.
class ExtremeValuesIT {

    @TempDir
    private Path data;

    @Test
    void noAnswerHoldsWhatIsNoNumber() {
        try (RunningServer server = RunningServer.start(data)) {
            Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
            for (int host = 0; host < 3; host++) {
                deliver(server, server.enroll("edge-" + host), end);
            }
            String range = "&from=%s&to=%s".formatted(end.minusSeconds(600), end);
            for (String question : List.of(
                    "query?metric=m" + range,
                    "query?metric=m&points=10" + range,
                    "query?metric=m&points=10&aggregate=sum" + range,
                    "query?metric=m&points=10&aggregate=avg" + range,
                    "query?metric=m&points=10&aggregate=max" + range,
                    "query?metric=m&points=10&aggregate=topk:2" + range,
                    "top?metric=m",
                    "latest?metric=m")) {
                Answer answer = server.get("/api/v1/" + question, server.token(Role.VIEWER));
                assertThat(answer.status()).as(question + answer.body()).isEqualTo(200);
                assertThat(answer.body())
                        .as(question)
                        .doesNotContain("Infinity")
                        .doesNotContain("NaN");
            }
            assertThat(server.get("/api/v1/query?metric=m&points=10&aggregate=avg" + range, server.token(Role.VIEWER))
                            .body())
                    .contains("\"avg\":1.0E308");
        }
    }

    private static void deliver(RunningServer server, EnrollResponse agent, Instant end) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int second = 600; second > 0; second -= 10) {
            snapshots.add(new Snapshot(end.minusSeconds(second), SampleValues.of(1e308)));
        }
        Answer answer = server.send(
                "POST",
                "/api/v1/ingest",
                agent.credential(),
                new IngestRequest(1, new Layout(List.of(SeriesKey.of("m"))), null, 1_000L, snapshots));
        assertThat(answer.body()).contains("\"accepted\":60");
    }
}
