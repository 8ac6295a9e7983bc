package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OpenApiIT {

    @TempDir
    static Path data;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyOperationSaysWhatItDoesWhoMayAndHowItFails() {
        JsonNode document =
                server.get("/v3/api-docs", server.token(Role.VIEWER)).tree();

        assertThat(document.path("paths").propertyNames()).contains("/api/v1/ingest", "/api/v1/hosts/{hostId}");
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("summary").asString(""))
                        .as(operation.toString())
                        .isNotBlank();
                assertThat(operation.path("responses").path("default").toString())
                        .contains("#/components/schemas/Problem");
                assertThat(operation.has("x-role") || operation.path("security").isEmpty())
                        .as(operation.toString())
                        .isTrue();
            }
        }
        assertThat(document.at("/paths/~1api~1v1~1ingest/post/x-role").asString())
                .isEqualTo("agent");
        assertThat(document.at("/components/schemas/Problem/properties/code/enum")
                        .toString())
                .contains("layout-unknown");
    }
}
