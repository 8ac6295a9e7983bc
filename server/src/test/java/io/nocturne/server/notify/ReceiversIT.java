package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.store.NotifyStore;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import tools.jackson.databind.JsonNode;

/// Receivers, routes and drills over the wire.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ReceiversIT {

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before each invocation of the class
    private static RunningServer server;

    @Parameter
    DatabaseKind database = DatabaseKind.H2;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) {
        server = RunningServer.start(data.resolve(kind.name()), TestPostgres.database(kind));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void aReceiverIsMadeChangedByVersionAndDeleted() {
        JsonNode made = create(Map.of());
        String path = "/api/v1/receivers/" + made.path("receiverId").asString();
        assertThat(made.path("version").asLong()).isEqualTo(1);
        assertThat(made.path("language").asString()).isEqualTo("en");

        Answer changed = admin("PUT", path, receiver(Map.of("version", 1, "language", "ko")));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.tree().path("version").asLong()).isEqualTo(2);

        Answer late = admin("PUT", path, receiver(Map.of("version", 1)));
        assertThat(late.code()).isEqualTo("conflict");
        assertThat(late.body()).contains("version 2").contains("admin");

        assertThat(admin("DELETE", path, null).status()).isEqualTo(204);
        assertThat(admin("GET", path, null).status()).isEqualTo(404);
        assertThat(server.get("/api/v1/audit", server.token(Role.ADMIN)).body())
                .contains("receiver-created", "receiver-changed", "receiver-deleted");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(detail(Map.of("typeId", "pigeon")))
                .contains("typeId must be one of")
                .contains("desktop");
        assertThat(detail(Map.of("settings", Map.of("x", "y")))).contains("settings");
        assertThat(detail(Map.of("language", "fr"))).isEqualTo("language must be en or ko");
        assertThat(detail(Map.of("name", "a\u0000b"))).contains("name holds U+0000");
        assertThat(detail(Map.of("repeatSeconds", 5))).isEqualTo("repeatSeconds must be 60 to 604800");
        assertThat(detail(Map.of("limits", List.of(Map.of("messages", 0, "seconds", 60)))))
                .contains("limits");
        assertThat(detail(Map.of("zone", "Mars/Base"))).contains("zone");
    }

    @Test
    void aTestIsSentNowAndAnswersWhatTheReceiverSaid() {
        String id = create(Map.of()).path("receiverId").asString();
        List<DesktopNotice> shown = listen();

        Answer tested = admin("POST", "/api/v1/receivers/" + id + "/test", "{}");

        assertThat(tested.tree().path("delivered").asBoolean())
                .as(tested.body())
                .isTrue();
        assertThat(tested.tree().path("answer").asString()).isEqualTo("handed to the consoles");
        assertThat(shown).anyMatch(notice -> notice.kind().equals("test"));
    }

    @Test
    void everyTypeAndSettingHasALabelAndALineOfHelpInBothLanguages() {
        JsonNode types = admin("GET", "/api/v1/receiver-types", null).tree();

        assertThat(types.size()).isPositive();
        Set<String> keys =
                new TreeSet<>(List.of("titleTemplate", "titleTemplate.help", "bodyTemplate", "bodyTemplate.help"));
        for (JsonNode type : types) {
            String typeId = type.path("typeId").asString();
            keys.addAll(List.of(typeId, typeId + ".help"));
            assertWords(typeId, type);
            for (JsonNode field : type.path("fields")) {
                String key = field.path("key").asString();
                if (!keys.contains(key)) {
                    keys.addAll(List.of(typeId + "." + key, typeId + "." + key + ".help"));
                }
                assertWords(typeId + "." + key, field);
            }
        }
        // Korean falls back to English, so the answer alone does not show that a text is missing.
        assertThat(texts("receivers.properties").stringPropertyNames()).isEqualTo(keys);
        assertThat(texts("receivers_ko.properties").stringPropertyNames()).isEqualTo(keys);
    }

    private static void assertWords(String what, JsonNode of) {
        for (String part : List.of("label", "help")) {
            for (String language : List.of("en", "ko")) {
                assertThat(of.path(part).path(language).asString(""))
                        .as(what)
                        .isNotBlank()
                        .doesNotContain("\n")
                        .hasSizeLessThan(120);
            }
        }
        assertThat(of.path("help").path("ko").asString()).as(what).containsPattern("\\p{IsHangul}");
    }

    private static Properties texts(String file) {
        Properties texts = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Channels.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    @Test
    void aDraftIsShownOnASampleWhileNothingIsWrong() {
        List<DesktopNotice> heard = listen();

        Answer shown = admin(
                "POST",
                "/api/v1/receivers/preview",
                Map.of("receiver", receiver(Map.of("language", "ko")), "kind", "test"));

        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(shown.tree().has("alertId")).isFalse();
        assertThat(shown.tree().at("/message/title").asString()).contains("example");
        assertThat(heard).isEmpty();
    }

    @Test
    void theRouteOfTheStartTakesEverythingAndRoutesAreReplacedByVersion() {
        String id = create(Map.of()).path("receiverId").asString();
        JsonNode before =
                server.get("/api/v1/routes", server.token(Role.VIEWER)).tree();
        assertThat(before.path("routes").size()).isPositive();

        Map<String, Object> wanted = Map.of(
                "version",
                before.path("version").asLong(),
                "routes",
                List.of(
                        Map.of(
                                "routeId",
                                "databases",
                                "matchers",
                                List.of(Map.of("name", "role", "op", "=~", "value", "db.*")),
                                "receivers",
                                List.of(id)),
                        Map.of("routeId", "default", "receivers", List.of("*"))));
        Answer replaced = admin("PUT", "/api/v1/routes", wanted);
        assertThat(replaced.status()).as(replaced.body()).isEqualTo(200);
        assertThat(replaced.tree().at("/routes/0/groupWaitSeconds").asLong()).isEqualTo(1);
        assertThat(admin("PUT", "/api/v1/routes", wanted).code()).isEqualTo("conflict");

        Answer preview = server.send(
                "POST",
                "/api/v1/routes/preview",
                server.token(Role.VIEWER),
                Map.of("labels", Map.of("role", "db1", "host", "h")));
        assertThat(preview.tree().at("/told/0/receiverId").asString())
                .as(preview.body())
                .isEqualTo(id);
        assertThat(preview.tree().at("/told/0/routeId").asString()).isEqualTo("databases");
        assertThat(preview.tree().path("asked").size()).isEqualTo(1);
    }

    @Test
    void aRouteThatIsWrongIsNamed() {
        long version = server.get("/api/v1/routes", server.token(Role.VIEWER))
                .tree()
                .path("version")
                .asLong();
        assertThat(routeFault(version, Map.of("routeId", "A B"))).startsWith("routes[0].routeId must match");
        assertThat(routeFault(version, Map.of("routeId", "a", "receivers", List.of("nobody"))))
                .contains("routes[0].receivers must hold ids of receivers");
        assertThat(routeFault(
                        version,
                        Map.of("routeId", "a", "matchers", List.of(Map.of("name", "x", "op", "=~", "value", "(")))))
                .startsWith("routes[0].matchers ");
    }

    @Test
    void aDrillIsToldAndTraced() {
        create(Map.of());
        List<DesktopNotice> shown = listen();

        Answer drill = server.send(
                "POST",
                "/api/v1/notifications/drill",
                server.token(Role.OPERATOR),
                Map.of("labels", Map.of("host", "h1"), "severity", "critical"));

        assertThat(drill.status()).as(drill.body()).isEqualTo(200);
        String alertId = drill.tree().path("alertId").asString();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(shown).anyMatch(DesktopNotice::isDrill);
            assertThat(server.get("/api/v1/alerts/" + alertId + "/trace", server.token(Role.VIEWER))
                            .body())
                    .contains("\"drill\"", "\"routed\"", "\"delivered\"", "handed to the consoles");
        });
        assertThat(server.get("/api/v1/notifications?state=delivered", server.token(Role.VIEWER))
                        .body())
                .contains(alertId);
        assertThat(server.get("/api/v1/audit", server.token(Role.ADMIN)).body()).contains("drill-sent", alertId);
    }

    @Test
    void whatASilenceWouldMuteIsAskedWithConditions() {
        Map<String, Object> matcher = Map.of("name", "host", "op", "=", "value", "nobody");
        Answer asked = server.send(
                "POST", "/api/v1/silences/preview", server.token(Role.OPERATOR), Map.of("matchers", List.of(matcher)));
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        assertThat(asked.tree().path("total").asInt(-1)).isZero();

        Answer none = server.send("POST", "/api/v1/silences/preview", server.token(Role.OPERATOR), Map.of());
        assertThat(none.body()).contains("matchers must be 1 to 20");
    }

    @Test
    void aLinkShowsAPageThatDoesNothingAndAWrongOneIsCounted() {
        AckLinks links = server.bean(AckLinks.class);
        String token = links.token(
                "some-alert",
                "some-receiver",
                "some-notice",
                server.bean(Clock.class).instant());

        Answer page = server.get("/api/v1/alerts/ack-link/" + token, null);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.body()).contains("<form method=\"post\" enctype=\"text/plain\">");
        assertThat(links.read(token)).isPresent();

        assertThat(server.get("/api/v1/alerts/ack-link/" + token + "x", null).code())
                .isEqualTo("not-found");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(server.get("/api/v1/audit", server.token(Role.ADMIN))
                                .body())
                        .contains("ack-link-refused"));
    }

    @Test
    void nothingIsKnownOfAnAlertThatIsNone() {
        assertThat(server.get("/api/v1/alerts/none/trace", server.token(Role.VIEWER))
                        .code())
                .isEqualTo("not-found");
        assertThat(server.bean(NotifyStore.class).trace("none")).isEmpty();
        assertThat(admin("POST", "/api/v1/notifications/" + UUID.randomUUID() + "/resend", "{}")
                        .code())
                .isEqualTo("not-found");
    }

    private static List<DesktopNotice> listen() {
        List<DesktopNotice> shown = Collections.synchronizedList(new ArrayList<>());
        server.addListener((ApplicationListener<ApplicationEvent>) event -> {
            if (event instanceof PayloadApplicationEvent<?> payload
                    && payload.getPayload() instanceof DesktopNotice one) {
                shown.add(one);
            }
        });
        return shown;
    }

    private static String routeFault(long version, Map<String, Object> route) {
        Answer answer = admin("PUT", "/api/v1/routes", Map.of("version", version, "routes", List.of(route)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        return answer.tree().path("detail").asString();
    }

    private static String detail(Map<String, Object> changed) {
        Answer answer = admin("POST", "/api/v1/receivers", receiver(changed));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        return answer.tree().path("detail").asString();
    }

    private static JsonNode create(Map<String, Object> changed) {
        Answer answer = admin("POST", "/api/v1/receivers", receiver(changed));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.tree();
    }

    private static Map<String, Object> receiver(Map<String, Object> changed) {
        Map<String, Object> receiver = new HashMap<>(
                Map.of("name", "desk " + UUID.randomUUID(), "typeId", "desktop", "settings", Map.of(), "version", 0));
        receiver.putAll(changed);
        return receiver;
    }

    private static Answer admin(String method, String path, @Nullable Object body) {
        return server.send(method, path, server.token(Role.ADMIN), body);
    }
}
