package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Part;
import io.nocturne.server.platform.loop.Parts;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A part of the running server that fails is shown everywhere where somebody looks, and so is that it is well again.
class SupervisionIT {

    @TempDir
    private Path data;

    @Test
    void aPartThatFailsIsShownAndSoIsThatItIsWellAgain() {
        try (RunningServer server = RunningServer.start(data)) {
            assertThat(server.get("/-/ready", null).status()).isEqualTo(200);
            assertThat(server.send("HEAD", "/-/ready", null, null).status()).isEqualTo(200);
            assertThat(server.get("/api/v1/status", server.token(Role.VIEWER)).body())
                    .contains("\"store-journal\"")
                    .contains("\"store-upkeep\"")
                    .contains("\"store-rollup\"")
                    .contains("\"fleet-states\"")
                    .contains("\"live-fanout\"")
                    .contains("\"live-watch\"")
                    .contains("\"sessions\"")
                    .contains("\"audit\"");
            Pace pace = new Pace(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
            Part part = server.bean(Parts.class).part("the-test", pace);
            part.attempt(() -> {
                throw new OutOfMemoryError("as the test wants it");
            });

            Answer ready = server.get("/-/ready", null);
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("the-test is failing").doesNotContain("OutOfMemoryError");
            assertThat(server.get("/-/healthy", null).status()).isEqualTo(200);
            assertThat(server.get("/api/v1/status", server.token(Role.VIEWER)).body())
                    .contains("{\"name\":\"the-test\",\"state\":\"FAILING\",\"failures\":1,")
                    .contains("\"cause\":\"OutOfMemoryError\"");
            assertThat(server.get("/metrics", server.token(Role.VIEWER)).body())
                    .contains("nocturne_part_failing{part=\"the-test\"} 1.0")
                    .contains("nocturne_part_failures_total{part=\"the-test\"} 1.0")
                    .contains("nocturne_part_failing{part=\"store-journal\"} 0.0")
                    .contains("nocturne_store_set_aside 0.0");

            part.attempt(() -> {});
            assertThat(server.get("/-/ready", null).status()).isEqualTo(200);
        }
    }
}
