package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Lists that grow with the fleet come in pages, each entry once.
class PagesIT {

    private static final int HOSTS = 12;

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before each test of the class
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
        for (int i = 0; i < HOSTS; i++) {
            // Two that sort apart only by what is behind the shorter name, and two of one name.
            server.enroll(List.of("web", "web-1", "서버", "a b").get(i % 4) + (i < 8 ? "" : i));
            server.send(
                    "POST",
                    "/api/v1/enrollment-tokens",
                    server.token(Role.ADMIN),
                    Map.of("description", "token " + i, "uses", 1));
            server.send(
                    "POST",
                    "/api/v1/users",
                    server.token(Role.ADMIN),
                    Map.of("username", "user" + i, "password", "a long password " + i, "role", "viewer"));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void hostsComeByNameAndEachOnce(int limit) {
        List<String> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = server.get("/api/v1/hosts?limit=" + limit + cursor, server.token(Role.VIEWER))
                    .tree();
            assertThat(page.path("hosts").size()).isBetween(1, limit);
            page.path("hosts").forEach(host -> {
                ids.add(host.path("hostId").asString());
                names.add(host.path("name").asString());
            });
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        JsonNode whole =
                server.get("/api/v1/hosts", server.token(Role.VIEWER)).tree().path("hosts");
        assertThat(ids).doesNotHaveDuplicates().hasSize(whole.size()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(names).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/enrollment-tokens", "/api/v1/users"})
    void otherListsStayArraysAndLinkToTheNextPage(String path) throws IOException, InterruptedException {
        int all = server.get(path, server.token(Role.ADMIN)).tree().size();
        List<String> seen = new ArrayList<>();
        String next = path + "?limit=5";
        while (!next.isEmpty()) {
            HttpResponse<String> response = server.http()
                    .send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + next))
                                    .header("Authorization", "Bearer " + server.token(Role.ADMIN))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode page = server.json().readTree(response.body());
            assertThat(page.isArray()).isTrue();
            assertThat(page.size()).isLessThanOrEqualTo(5);
            page.forEach(entry -> seen.add(entry.toString()));
            String link = response.headers().firstValue("Link").orElse("");
            next = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).hasSize(all).hasSizeGreaterThanOrEqualTo(HOSTS);
        assertThat(new TreeSet<>(seen)).hasSize(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/hosts", "/api/v1/enrollment-tokens", "/api/v1/users"})
    void limitAndCursorAreChecked(String path) {
        for (String query : List.of("limit=0", "limit=1001", "limit=-1", "limit=x", "cursor=%25")) {
            Answer answer = server.get(path + "?" + query, server.token(Role.ADMIN));
            assertThat(answer.status()).as(query + answer).isEqualTo(400);
            assertThat(answer.tree().path("detail").asString())
                    .contains("parameter '" + query.substring(0, query.indexOf('=')) + "' must be");
        }
    }

    @Test
    void aCursorPastTheEndIsAnEmptyPage() {
        JsonNode page = server.get("/api/v1/hosts?cursor=__-_", server.token(Role.VIEWER))
                .tree();
        assertThat(page.path("hosts").size()).isZero();
        assertThat(page.has("nextCursor")).isFalse();
    }
}
