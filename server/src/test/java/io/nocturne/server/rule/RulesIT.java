package io.nocturne.server.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.rule.store.RuleStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Rules over the wire, on both databases.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class RulesIT {

    private static final String RULES = "/api/v1/rules";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before each invocation of the class
    private static RunningServer server;

    private static final List<RulesChanged> published = new CopyOnWriteArrayList<>();

    @Parameter
    DatabaseKind database = DatabaseKind.H2;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) {
        server = RunningServer.start(folder.resolve(kind.name()), TestPostgres.database(kind));
        server.addListener((ApplicationListener<PayloadApplicationEvent<?>>) event -> {
            if (event.getPayload() instanceof RulesChanged changed) {
                published.add(changed);
            }
        });
        server.send(
                "POST",
                "/api/v1/users",
                admin(),
                Map.of("username", "other-admin", "password", "password-of-other", "role", "admin"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void aNewServerHasTheDefaults() {
        Answer list = server.get(RULES, server.token(Role.VIEWER));

        assertThat(list.tree()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(list.body()).contains("\"cpu\"", "\"host-silent\"", "\"disk-full-soon\"");
        assertThat(server.get(RULES + "/disk-await", server.token(Role.VIEWER))
                        .tree()
                        .at("/settings/warning/raise")
                        .doubleValue())
                .isEqualTo(0.1);
    }

    @Test
    void theSecondOfTwoAdminsIsToldThatSomebodyWasThereBefore() {
        String other = server.login("other-admin", "password-of-other").accessToken();
        ObjectNode readByBoth = (ObjectNode) get("memory");
        long version = readByBoth.path("version").asLong();

        Answer first = server.send("PUT", RULES + "/memory", admin(), raised(readByBoth, 0.80));
        Answer second = server.send("PUT", RULES + "/memory", other, raised(readByBoth, 0.70));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.tree().path("version").asLong()).isEqualTo(version + 1);
        assertThat(second.code()).isEqualTo("conflict");
        assertThat(second.tree().path("detail").asString())
                .startsWith("rule 'memory' has version %d, changed by admin at ".formatted(version + 1))
                .endsWith("; the change is of version %d: read it again".formatted(version));
        assertThat(get("memory").at("/settings/warning/raise").doubleValue()).isEqualTo(0.80);
        assertThat(server.send("PUT", RULES + "/memory", other, raised((ObjectNode) get("memory"), 0.70))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRuleIsMadeChangedAndDeletedAndEachIsAuditedAndPublished() {
        published.clear();
        String made = rule("web-%s".formatted(database.name().toLowerCase(Locale.ROOT)), 0.5);
        String id = server.json().readTree(made).path("ruleId").asString();

        Answer created = server.send("POST", RULES, admin(), made);
        Answer again = server.send("POST", RULES, admin(), made);
        ObjectNode read = (ObjectNode) get(id);
        server.send("PUT", RULES + "/" + id, admin(), raised(read, 0.6));
        Answer stale = server.send("DELETE", RULES + "/" + id + "?version=1", admin(), null);
        Answer deleted = server.send("DELETE", RULES + "/" + id + "?version=2", admin(), null);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.tree().path("updatedBy").asString()).isEqualTo("admin");
        assertThat(Instant.parse(created.tree().path("updatedAt").asString())).isBefore(Instant.now());
        assertThat(again.code()).isEqualTo("conflict");
        assertThat(stale.code()).isEqualTo("conflict");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(server.get(RULES + "/" + id, admin()).code()).isEqualTo("not-found");
        assertThat(published)
                .extracting(RulesChanged::ruleIds)
                .containsOnly(Set.of(id))
                .hasSize(3);
        assertThat(published).extracting(RulesChanged::by).containsOnly("admin");
        assertThat(audit(id))
                .containsExactly(
                        "rule-deleted rule '%s'".formatted(id),
                        "rule-changed rule '%s': settings.warning.raise 0.5 -> 0.6".formatted(id),
                        "rule-created rule '%s'".formatted(id));
    }

    @Test
    void whatStaysTheSameIsNoChange() {
        ObjectNode read = (ObjectNode) get("disk");

        Answer answer = server.send("PUT", RULES + "/disk", admin(), read.toString());

        assertThat(answer.tree().path("version")).isEqualTo(read.path("version"));
    }

    @Test
    void everyFaultOfARuleIsTold() {
        Answer answer = server.send("POST", RULES, admin(), rule("Web", 80));

        assertThat(answer.code()).isEqualTo("request-invalid");
        assertThat(answer.tree().path("detail").asString())
                .isEqualTo("ruleId: is 'Web', allowed is [a-z0-9][a-z0-9-]{0,63}; settings.warning.raise: is 80,"
                        + " allowed is a fraction from 0 to 1: 0.8 is 80 %");
        assertThat(server.send("PUT", RULES + "/cpu", admin(), rule("web", 0.8)).code())
                .isEqualTo("request-invalid");
        assertThat(server.send("POST", RULES, admin(), "{\"ruleId\":\"x\",\"source\":{\"type\":\"magic\"}}")
                        .code())
                .isEqualTo("request-invalid");
    }

    @Test
    void whatIsEffectiveSaysWhereItStands() {
        String hostId = server.enroll("db-1").hostId().toString();
        ObjectNode disk = (ObjectNode) get("disk");
        disk.set("layers", server.json().readTree("""
                [{"scope":{"type":"host","name":"db-1"},"attributes":[],
                  "settings":{"warning":{"raise":0.7}}},
                 {"scope":{"type":"global"},
                  "attributes":[{"name":"system.filesystem.mountpoint","op":"=","value":"/boot"}],
                  "settings":{"enabled":false}}]
                """));
        assertThat(server.send("PUT", RULES + "/disk", admin(), disk.toString()).status())
                .isEqualTo(200);

        Answer byName = server.get(RULES + "/effective?host=db-1", server.token(Role.VIEWER));
        Answer byId = server.get(RULES + "/effective?host=" + hostId, server.token(Role.VIEWER));

        assertThat(byId.body()).isEqualTo(byName.body());
        JsonNode rule = byName.tree()
                .path("rules")
                .valueStream()
                .filter(each -> each.path("ruleId").asString().equals("disk"))
                .findFirst()
                .orElseThrow();
        assertThat(rule.at("/settings/warning/raise").toString())
                .isEqualTo("{\"value\":0.7,\"from\":\"host db-1\",\"layer\":0}");
        assertThat(rule.at("/settings/warning/clear").toString()).isEqualTo("{\"value\":0.68,\"from\":\"rule\"}");
        assertThat(rule.at("/settings/critical/raise").toString()).isEqualTo("{\"value\":0.9,\"from\":\"rule\"}");
        assertThat(rule.at("/settings/keepFiringForSeconds").toString())
                .isEqualTo("{\"value\":0,\"from\":\"default\"}");
        assertThat(rule.at("/settings/inForce").asBoolean()).isTrue();
        assertThat(rule.at("/instances/0/attributes/0/value").asString()).isEqualTo("/boot");
        assertThat(rule.at("/instances/0/settings/enabled").toString())
                .isEqualTo("{\"value\":false,\"from\":\"global\",\"layer\":1}");
        assertThat(rule.at("/instances/0/settings/inForce").asBoolean()).isFalse();
        assertThat(server.get(RULES + "/effective?host=nobody", server.token(Role.VIEWER))
                        .code())
                .isEqualTo("not-found");
    }

    @Test
    void whatIsExportedIsImportedToTheSame() {
        Answer yaml = export("application/yaml");
        Answer json = export("application/json");

        assertThat(yaml.contentType()).startsWith("application/yaml");
        assertThat(json.contentType()).startsWith("application/json");
        assertThat(kinds(imports("application/yaml", "dryRun=true&mode=replace", yaml.body())))
                .containsOnly("same");
        assertThat(kinds(imports("application/json", "dryRun=true&mode=replace", json.body())))
                .containsOnly("same");
    }

    @Test
    void anImportTellsWhatItWouldChangeAndThenDoesItWhole() {
        String id = "imported-" + database.name().toLowerCase(Locale.ROOT);
        String file = """
                thresholds:
                  clock-skew: { warning: 7s }
                rules:
                  - id: %s
                    metric: system.memory.utilization
                    warning: 50%%
                """.formatted(id);

        Answer dry = imports("application/yaml", "", file);
        boolean wasThere = server.get(RULES + "/" + id, admin()).status() == 200;
        Answer done = imports("application/yaml", "dryRun=false", file);
        Answer bad = imports(
                "application/yaml", "dryRun=false", file.replace("7s", "8s").replace("50%", "500%"));

        assertThat(wasThere).isFalse();
        assertThat(dry.tree().path("applied").asBoolean()).isFalse();
        assertThat(dry.tree().path("rules").toString())
                .contains(
                        "{\"ruleId\":\"clock-skew\",\"kind\":\"changed\",\"fields\":["
                                + "{\"path\":\"settings.warning.clear\",\"before\":\"5\",\"after\":\"2\"},"
                                + "{\"path\":\"settings.warning.raise\",\"before\":\"10\",\"after\":\"7\"}]}",
                        "{\"ruleId\":\"%s\",\"kind\":\"added\",\"fields\":[]}".formatted(id));
        assertThat(done.tree().path("applied").asBoolean()).isTrue();
        assertThat(done.tree().path("rules")).isEqualTo(dry.tree().path("rules"));
        assertThat(get(id).at("/settings/warning/raise").doubleValue()).isEqualTo(0.5);
        assertThat(bad.code()).isEqualTo("request-invalid");
        assertThat(bad.tree().path("detail").asString())
                .isEqualTo("line 6, column 14: rules[0].warning: is 5, allowed is a fraction from 0 to 1: 0.05 is 5 %");
        assertThat(get("clock-skew").at("/settings/warning/raise").doubleValue())
                .isEqualTo(7);
        assertThat(imports("application/yaml", "mode=both", file).code()).isEqualTo("request-invalid");
        assertThat(imports(
                                "application/json",
                                "dryRun=false",
                                "{\"rules\":[%s,%s]}".formatted(rule("a", 0.5), rule("a", 5)))
                        .tree()
                        .path("detail")
                        .asString())
                .isEqualTo("rules[1].settings.warning.raise: is 5, allowed is a fraction from 0 to 1: 0.05 is 5 %;"
                        + " rules[1].ruleId: is that of rules[0] already");
    }

    @Test
    void aRuleThatAnotherServerChangedMeanwhileIsTakenUpWithTheConflict() {
        RuleStore store = server.bean(RuleStore.class);
        AlertRule mine = server.bean(Rules.class).current().find("data-loss").orElseThrow();
        AlertRule theirs = server.json()
                .treeToValue(((ObjectNode) server.json().valueToTree(mine)).put("version", 9), AlertRule.class);
        assertThat(store.update(theirs, mine.version(), "elsewhere", Instant.now()))
                .isTrue();

        Answer answer = server.send(
                "PUT",
                RULES + "/data-loss",
                admin(),
                ((ObjectNode) get("data-loss")).put("name", "Lost").toString());

        assertThat(answer.code()).isEqualTo("conflict");
        assertThat(get("data-loss").path("version").asInt()).isEqualTo(9);
        assertThat(get("data-loss").path("updatedBy").asString()).isEqualTo("elsewhere");
    }

    @Test
    void aDefaultThatWasDeletedStaysSoAfterARestart() {
        Path data = folder.resolve("restarted-" + database.name());
        DatabaseConfig same = TestPostgres.database(database);
        try (RunningServer before = RunningServer.start(data, same)) {
            assertThat(before.send("DELETE", RULES + "/cpu", before.token(Role.ADMIN), null)
                            .status())
                    .isEqualTo(204);
        }
        try (RunningServer after = RunningServer.start(data, same)) {
            List<String> ids = new ArrayList<>();
            after.get(RULES, after.token(Role.ADMIN))
                    .tree()
                    .forEach(rule -> ids.add(rule.path("ruleId").asString()));

            assertThat(ids).hasSize(DefaultRules.all().size() - 1).doesNotContain("cpu");
        }
    }

    private static String admin() {
        return server.token(Role.ADMIN);
    }

    private static JsonNode get(String id) {
        return server.get(RULES + "/" + id, admin()).tree();
    }

    private static String raised(ObjectNode rule, double raise) {
        ObjectNode changed = rule.deepCopy();
        ((ObjectNode) changed.at("/settings/warning")).put("raise", raise).remove("clear");
        return changed.toString();
    }

    private static String rule(String id, double raise) {
        return """
                {"ruleId":"%s","name":"A rule","source":{"type":"metric","metric":"system.memory.utilization"},
                 "settings":{"warning":{"raise":%s}}}
                """.formatted(id, raise);
    }

    private static Answer export(String form) {
        return server.send(
                request(RULES + "/export").header("Accept", form).GET().build());
    }

    private static Answer imports(String form, String query, String body) {
        return server.send(request(RULES + "/import?" + query)
                .header("Content-Type", form)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .header("Authorization", "Bearer " + admin());
    }

    private static List<String> kinds(Answer answer) {
        List<String> kinds = new ArrayList<>();
        answer.tree().path("rules").forEach(rule -> kinds.add(rule.path("kind").asString()));
        return kinds;
    }

    private static List<String> audit(String id) {
        List<String> found = new ArrayList<>();
        for (JsonNode event : server.get("/api/v1/audit", admin()).tree().path("events")) {
            if (event.path("detail").asString().contains("'" + id + "'")) {
                found.add(event.path("kind").asString() + " "
                        + event.path("detail").asString());
            }
        }
        return found;
    }
}
