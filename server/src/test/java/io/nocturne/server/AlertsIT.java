package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertList;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.rule.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

/// An alert from a delivery to the people, over the running server.
class AlertsIT {

    @TempDir
    Path data = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private RunningServer server;

    private final AtomicReference<RuleSet> rules = new AtomicReference<>(new RuleSet(0, List.of()));
    private long sequence;

    @BeforeEach
    void start() {
        ServerConfig config =
                new ServerConfig(data, 0, 0, List.of(), DatabaseConfig.h2(), Retention.DEFAULT, EncryptionConfig.NONE);
        server = RunningServer.start(
                config,
                application -> application.addInitializers(context -> ((GenericApplicationContext) context)
                        .registerBean("testRules", RuleBook.class, () -> rules::get, bean -> bean.setPrimary(true))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anOperatorTakesAnAlertInHandAndGivesItBack() {
        Alert alert = firing();
        String path = "/api/v1/alerts/" + alert.alertId();
        String operator = server.token(Role.OPERATOR);

        Answer stale = server.send("POST", path + "/ack", operator, Map.of("version", alert.version() + 7));
        assertThat(stale.code()).isEqualTo("conflict");
        Answer taken = server.send(
                "POST", path + "/ack", operator, Map.of("version", alert.version(), "comment", "I look at it"));
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        Alert owned = server.json().readValue(taken.body(), Alert.class);
        assertThat(owned.acknowledgement()).isNotNull().satisfies(lease -> {
            assertThat(lease.owner()).isEqualTo("operator");
            assertThat(Duration.between(lease.at(), lease.expiresAt())).isEqualTo(Duration.ofHours(2));
        });
        assertThat(alerts("?owned=true")).hasSize(1);
        assertThat(server.send("DELETE", path + "/ack", operator, null).status())
                .isEqualTo(200);
        assertThat(server.send("POST", path + "/comments", operator, Map.of("comment", "done"))
                        .status())
                .isEqualTo(201);
        assertThat(server.get(path + "/history", operator).body())
                .contains("\"firing\"", "\"acknowledged\"", "\"unacknowledged\"", "\"commented\"", "I look at it");
        assertThat(server.get("/api/v1/audit", server.token(Role.ADMIN)).body())
                .contains("alert-acknowledged", "alert-given-back", "alert-commented");
    }

    @Test
    void alertsAreFoundByWhatTheyAre() {
        Alert alert = firing();

        assertThat(alerts("")).extracting(Alert::alertId).containsExactly(alert.alertId());
        assertThat(alerts("?match=host%3D%22db-1%22&severity=warning&status=firing"))
                .hasSize(1);
        assertThat(alerts("?match=host!%3Ddb-1")).isEmpty();
        assertThat(alerts("?severity=critical")).isEmpty();
        assertThat(server.get("/api/v1/alerts?status=lost", server.token(Role.VIEWER))
                        .code())
                .isEqualTo("request-invalid");
        assertThat(server.get("/api/v1/alerts/summary", server.token(Role.VIEWER))
                        .tree()
                        .path("warning")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatCameAndWentStaysListedUntilSomebodySawIt() {
        Alert alert = firing();
        deliver(agent, 0.1);
        await().atMost(Duration.ofSeconds(20)).until(() -> alerts("").getFirst().status() == AlertStatus.RESOLVED);

        server.send(
                "POST",
                "/api/v1/alerts/seen",
                server.token(Role.OPERATOR),
                Map.of("alertIds", List.of(alert.alertId())));

        assertThat(alerts("")).isEmpty();
        assertThat(alerts("?status=resolved")).hasSize(1);
    }

    @Test
    void aRaiseHasEvidence() {
        Alert alert = firing();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                server.get("/api/v1/alerts/" + alert.alertId() + "/evidence", server.token(Role.VIEWER))
                                        .body())
                        .contains("system.cpu.utilization", "0.95"));
    }

    @SuppressWarnings("NullAway.Init") // set by firing
    private EnrollResponse agent;

    private Alert firing() {
        agent = server.enroll("db-1");
        rules.set(new RuleSet(
                1,
                List.of(new AlertRule(
                        "cpu",
                        "CPU",
                        1,
                        RuleSource.Metric.newest("system.cpu.utilization"),
                        Comparison.ABOVE,
                        List.of(),
                        new RuleSettings(true, Threshold.of(0.9, 0.8, 0), null, null, null, null),
                        List.of(),
                        Map.of(),
                        "ann",
                        null))));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            deliver(agent, 0.95);
            return !alerts("").isEmpty();
        });
        return alerts("").getFirst();
    }

    private void deliver(EnrollResponse to, double value) {
        Answer answer = server.send(
                "POST",
                "/api/v1/ingest",
                to.credential(),
                ("{\"sequence\":%d,\"layout\":{\"series\":[{\"metric\":\"system.cpu.utilization\"}]},"
                                + "\"snapshots\":[{\"time\":\"%s\",\"values\":[%s]}]}")
                        .formatted(++sequence, Instant.now(), value));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private List<Alert> alerts(String query) {
        Answer answer = server.get("/api/v1/alerts" + query, server.token(Role.VIEWER));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return server.json().readValue(answer.body(), AlertList.class).alerts();
    }
}
