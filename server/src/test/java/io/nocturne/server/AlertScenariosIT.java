package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertHygiene;
import io.nocturne.model.alert.AlertList;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RulePreview;
import io.nocturne.model.alert.RulePreviewRequest;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.alert.TraceStep;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/// What operators complain of elsewhere, played on the whole server: samples go in as agents send them, and
/// what a webhook and a console hear is looked at.
class AlertScenariosIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// So long nothing more may come before a test believes that nothing will.
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration SECOND = Duration.ofSeconds(1);
    /// A host of this interval may be left alone for a minute.
    private static final Duration SLOW = Duration.ofSeconds(30);

    private static final String METRIC = "system.cpu.utilization";
    private static final double HIGH = 0.85;
    private static final double HIGHER = 0.95;
    private static final double LOW = 0.1;

    private final MovedClock clock = new MovedClock();

    @TempDir
    Path data = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private RunningServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private VendorServer webhook;

    @BeforeEach
    void start() throws IOException {
        webhook = new VendorServer();
        server = open();
        server.deleteRules();
    }

    @AfterEach
    void stop() {
        server.close();
        webhook.close();
    }

    @Test
    void aValueThatGetsWorseAndComesBackIsToldOnceEach() {
        receiver(List.of());
        rule("cpu", "h.*", 1);
        Agent agent = enroll("h1", SECOND, 1);
        Instant from = clock.instant();
        try (Console console = new Console(server)) {
            until(() -> feed(agent, HIGH), () -> kinds().size() == 1);
            until(() -> feed(agent, HIGHER), () -> kinds().size() == 2);
            until(() -> feed(agent, LOW), () -> kinds().size() == 3);
            nothingMore(() -> feed(agent, LOW));

            assertThat(kinds()).containsExactly("firing", "escalated", "resolved");
            assertThat(console.steps())
                    .containsExactly("PENDING WARNING", "FIRING WARNING", "FIRING CRITICAL", "RESOLVED CRITICAL");
        }

        Alert alert = only("resolved");
        Instant fired = step(alert, AlertTransition.Type.FIRING).at();
        assertThat(fired).isEqualTo(alert.firedAt());
        AlertRule saved =
                server.json().readValue(admin("GET", "/api/v1/rules/cpu", null).body(), AlertRule.class);
        RulePreview replayed = server.json()
                .readValue(
                        admin(
                                        "POST",
                                        "/api/v1/rules/preview",
                                        new RulePreviewRequest(saved, from, clock.instant(), List.of(), null))
                                .body(),
                        RulePreview.class);
        assertThat(replayed.draft().alerts()).singleElement().satisfies(again -> {
            assertThat(again.firedAt()).isEqualTo(fired);
            assertThat(again.endedAt()).isEqualTo(alert.endedAt());
            assertThat(again.severity()).isEqualTo(Severity.CRITICAL);
        });
        assertThat(replayed.missedCount()).isZero();
        assertThat(replayed.addedCount()).isZero();

        AlertHygiene hygiene = server.json()
                .readValue(
                        admin("GET", "/api/v1/alerts/hygiene?from=" + from, null)
                                .body(),
                        AlertHygiene.class);
        assertThat(hygiene.count()).isEqualTo(1);
        assertThat(hygiene.worstRules())
                .singleElement()
                .matches(worst -> worst.ruleId().equals("cpu"));
    }

    @Test
    void aRestartWithTwoHundredAlertsFiringTellsNothing() {
        receiver(List.of());
        rule("cpu", "h.*", 0);
        silentRule("h.*");
        List<Agent> agents = IntStream.range(0, 20)
                .mapToObj(i -> enroll("h" + i, SECOND, 10))
                .toList();
        until(() -> agents.forEach(agent -> feed(agent, HIGH)), () -> firing() == 200 && told() == 200);
        nothingMore(() -> agents.forEach(agent -> feed(agent, HIGH)));
        int messages = kinds().size();
        long steps = steps();

        server.close();
        server = open();
        nothingMore(() -> agents.forEach(agent -> feed(agent, HIGH)));

        assertThat(firing()).isEqualTo(200);
        assertThat(kinds()).hasSize(messages);
        assertThat(steps()).isEqualTo(steps);
    }

    @Test
    void anAcknowledgementThatRunsOutIsTold() {
        receiver(List.of());
        rule("cpu", "h.*", 0);
        Agent agent = enroll("h1", SLOW, 1);
        until(() -> feed(agent, HIGH), () -> kinds().size() == 1);
        Alert alert = only("firing");
        Answer taken = server.send(
                "POST",
                "/api/v1/alerts/" + alert.alertId() + "/ack",
                server.token(Role.OPERATOR),
                Map.of("version", alert.version(), "expiresInSeconds", 60));
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        assertThat(only("firing").acknowledgement()).isNotNull();

        clock.pass(Duration.ofSeconds(61));
        until(() -> feed(agent, HIGH), () -> kinds().size() == 2);
        nothingMore(() -> feed(agent, HIGH));

        assertThat(kinds()).containsExactly("firing", "reopened");
        assertThat(step(alert, AlertTransition.Type.EXPIRED).by()).isEqualTo("operator");
        assertThat(only("firing").acknowledgement()).isNull();
    }

    @Test
    void theEndOfASilenceOverThirtyAlertsIsOneMessage() {
        receiver(List.of());
        rule("cpu", "h.*", 0);
        Answer made = admin(
                "POST",
                "/api/v1/silences",
                Map.of(
                        "matchers",
                        List.of(Matcher.equal("alertname", "cpu")),
                        "endsAt",
                        clock.instant().plusSeconds(60).toString(),
                        "comment",
                        "work on the racks"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        List<Agent> agents =
                IntStream.range(0, 30).mapToObj(i -> enroll("h" + i, SLOW, 1)).toList();
        until(
                () -> agents.forEach(agent -> feed(agent, HIGH)),
                () -> held("silenced").size() == 30);
        assertThat(kinds()).isEmpty();

        clock.pass(Duration.ofSeconds(61));
        until(() -> agents.forEach(agent -> feed(agent, HIGH)), () -> !kinds().isEmpty());
        nothingMore(() -> agents.forEach(agent -> feed(agent, HIGH)));

        assertThat(kinds()).containsExactly("firing");
        assertThat(told()).isEqualTo(30);
        assertThat(held("silenced")).isEmpty();
    }

    @Test
    void aRouterWithFiftyHostsIsOneMessageAndTheHostsAreListed() {
        receiver(List.of());
        silentRule(".*");
        Agent router = enroll("router", SECOND, 1);
        List<Agent> agents = IntStream.range(0, 50)
                .mapToObj(i -> enroll("h" + i, SECOND, 1, Map.of("parent", "router")))
                .toList();
        agents.forEach(agent -> feed(agent, LOW));
        feed(router, LOW);

        until(() -> {}, () -> held("suppressed").size() == 50 && !kinds().isEmpty());
        // Longer than what may be explained later is waited for.
        quietFor(Duration.ofSeconds(6), () -> {});

        assertThat(kinds()).containsExactly("firing");
        JsonNode told = messages().getFirst().path("alerts");
        assertThat(told.size()).isEqualTo(1);
        assertThat(told.at("/0/labels/host").asString()).isEqualTo("router");
        String routers = told.at("/0/nocturne/alertId").asString();
        assertThat(held("suppressed")).hasSize(50).allMatch(held -> held.by().equals(routers));

        until(
                () -> {
                    feed(router, LOW);
                    agents.forEach(agent -> feed(agent, LOW));
                },
                () -> kinds().size() == 2);
        nothingMore(() -> {
            feed(router, LOW);
            agents.forEach(agent -> feed(agent, LOW));
        });
        assertThat(kinds()).containsExactly("firing", "resolved");
        assertThat(held("suppressed")).isEmpty();
    }

    @Test
    void whatASilentHostExplainsSaysSoInListsAndToConsolesWhoeverIsTold() {
        silentRule(".*");
        rule("cpu", "h1", 0);
        Agent router = enroll("router", SECOND, 1);
        Agent first = enroll("h1", SECOND, 1, Map.of("parent", "router"));
        Agent second = enroll("h2", SECOND, 1, Map.of("parent", "router"));
        feed(router, LOW);
        feed(second, LOW);
        until(() -> feed(first, HIGH), () -> firing() == 1);
        Alert cpu = only("firing");

        try (Console console = new Console(server)) {
            until(() -> {}, () -> alerts("&suppressed=true").size() == 3);
            Alert routers = alertOf("host-silent", "router");
            assertThat(routers.suppressedBy()).isNull();
            assertThat(alertOf("host-silent", "h1").suppressedBy()).isEqualTo(routers.alertId());
            assertThat(alertOf("host-silent", "h2").suppressedBy()).isEqualTo(routers.alertId());
            assertThat(get(cpu).suppressedBy())
                    .isEqualTo(alertOf("host-silent", "h1").alertId());
            assertThat(alerts("&suppressed=false")).extracting(Alert::alertId).containsExactly(routers.alertId());
            until(() -> {}, () -> console.lastOf(cpu).suppressedBy() != null);

            until(
                    () -> {
                        feed(router, LOW);
                        feed(first, HIGH);
                        feed(second, LOW);
                    },
                    () -> alerts("&suppressed=true").isEmpty() && get(cpu).status() == AlertStatus.FIRING);
            until(() -> {}, () -> console.lastOf(cpu).suppressedBy() == null);
        }
    }

    private Alert alertOf(String ruleId, String host) {
        return alerts("&rule=%s&match=host%%3D%s".formatted(ruleId, host)).getFirst();
    }

    @Test
    void aHostThatIsCutOffIsUnknownAndNotResolvedAndNotToldTwice() {
        receiver(List.of());
        rule("cpu", "h.*", 0);
        silentRule("h.*");
        Agent agent = enroll("h1", SECOND, 1);
        until(() -> feed(agent, HIGH), () -> kinds().size() == 1);
        Alert alert = only("firing");

        until(() -> {}, () -> get(alert).status() == AlertStatus.UNKNOWN && kinds().size() == 2);
        assertThat(get(alert).unknownSince()).isNotNull();
        until(() -> feed(agent, HIGH), () -> get(alert).status() == AlertStatus.FIRING);
        nothingMore(() -> feed(agent, HIGH));
        assertThat(toldOf("cpu")).containsExactly("firing");
        assertThat(toldOf("host-silent")).containsExactly("firing");

        // That the host is back is told with the end of all that it had.
        until(() -> feed(agent, LOW), () -> kinds().size() == 3);
        assertThat(kinds()).containsExactly("firing", "firing", "resolved");
        assertThat(ids(messages().getLast(), "ruleId")).containsExactlyInAnyOrder("cpu", "host-silent");
        assertThat(types(alert))
                .containsExactly(
                        AlertTransition.Type.FIRING,
                        AlertTransition.Type.UNKNOWN,
                        AlertTransition.Type.KNOWN,
                        AlertTransition.Type.RESOLVED);
    }

    @Test
    void aRuleThatIsNarrowedWhileItFiresEndsItsAlertsInTheNameOfWhoDidIt() {
        receiver(List.of());
        AlertRule rule = rule("cpu", "h.*", 0);
        Agent agent = enroll("h1", SECOND, 1);
        until(() -> feed(agent, HIGH), () -> kinds().size() == 1);
        Alert alert = only("firing");
        admin("POST", "/api/v1/users", Map.of("username", "ann", "password", "password-of-ann", "role", "admin"));
        String ann = server.login("ann", "password-of-ann").accessToken();

        Answer narrowed = server.send(
                "PUT", "/api/v1/rules/cpu", ann, withHosts(rule, new Matcher("host", Matcher.Op.MATCHES, "other.*")));
        assertThat(narrowed.status()).as(narrowed.body()).isEqualTo(200);
        until(() -> feed(agent, HIGH), () -> kinds().size() == 2);
        nothingMore(() -> feed(agent, HIGH));

        assertThat(get(alert).status()).isEqualTo(AlertStatus.ENDED);
        assertThat(get(alert).endReason()).isEqualTo(EndReason.RULE_CHANGED);
        assertThat(get(alert).endedBy()).isEqualTo("ann");
        assertThat(kinds()).containsExactly("firing", "resolved");
        assertThat(messages().getLast().at("/alerts/0/nocturne/endReason").asString())
                .isEqualTo("ruleChanged");
    }

    @Test
    void aSeriesThatComesNoMoreWhileItsHostDoesEndsAsGone() {
        receiver(List.of());
        rule("cpu", "h.*", 0);
        Agent agent = enroll("h1", SLOW, 2);
        until(() -> feedEach(agent, LOW, HIGH), () -> kinds().size() == 1);
        Alert alert = only("firing");

        for (int minute = 1; minute <= 5; minute++) {
            clock.pass(Duration.ofMinutes(1));
            feedEach(agent, LOW, null);
        }
        until(() -> feedEach(agent, LOW, null), () -> get(alert).status() == AlertStatus.ENDED);

        assertThat(get(alert).endReason()).isEqualTo(EndReason.SERIES_GONE);
        assertThat(types(alert)).doesNotContain(AlertTransition.Type.UNKNOWN, AlertTransition.Type.RESOLVED);
        until(() -> feedEach(agent, LOW, null), () -> kinds().size() == 2);
    }

    @Test
    void aSeriesThatDoesNotComeBackWithItsHostEndsAsGone() {
        receiver(List.of());
        rule("cpu", "h.*", 0);
        Agent agent = enroll("h1", SLOW, 2);
        until(() -> feedEach(agent, LOW, HIGH), () -> kinds().size() == 1);
        Alert alert = only("firing");
        clock.pass(Duration.ofMinutes(6));
        until(() -> {}, () -> get(alert).status() == AlertStatus.UNKNOWN);

        // Its first snapshots say nothing yet: not everything is looked at each time.
        feedEach(agent, LOW, null);
        nothingMore(() -> feedEach(agent, LOW, null));
        assertThat(get(alert).status()).isEqualTo(AlertStatus.UNKNOWN);
        for (int minute = 1; minute <= 5; minute++) {
            clock.pass(Duration.ofMinutes(1));
            feedEach(agent, LOW, null);
        }
        until(() -> feedEach(agent, LOW, null), () -> get(alert).status() == AlertStatus.ENDED);

        assertThat(get(alert).endReason()).isEqualTo(EndReason.SERIES_GONE);
    }

    @Test
    void theTraceSaysWhyNobodyWasTold() {
        receiver(List.of(Map.of("messages", 1, "seconds", 3_600)));
        rule("cpu", "h.*", 0);
        replaceRoutes(Map.of(
                "routeId",
                "default",
                "matchers",
                List.of(new Matcher("host", Matcher.Op.NOT_EQUAL, "h-lost")),
                "receivers",
                List.of("*")));
        admin(
                "POST",
                "/api/v1/silences",
                Map.of(
                        "matchers",
                        List.of(Matcher.equal("host", "h-muted")),
                        "endsAt",
                        clock.instant().plusSeconds(3_600).toString(),
                        "comment",
                        "known"));
        Agent told = enroll("h-told", SECOND, 1);
        Agent muted = enroll("h-muted", SECOND, 1);
        Agent limited = enroll("h-limited", SECOND, 1);
        Agent lost = enroll("h-lost", SECOND, 1);

        until(() -> feed(told, HIGH), () -> kinds().size() == 1);
        until(
                () -> List.of(told, muted, limited, lost).forEach(agent -> feed(agent, HIGH)),
                () -> held("silenced").size() == 1
                        && held("budget").size() == 1
                        && held("unrouted").size() == 1);

        assertThat(trace("h-told")).containsExactly("alert.firing", "route.routed", "deliver.delivered");
        assertThat(trace("h-muted")).containsExactly("alert.firing", "route.routed", "hold.silenced");
        assertThat(trace("h-limited")).containsExactly("alert.firing", "route.routed", "hold.budget");
        assertThat(trace("h-lost")).containsExactly("alert.firing", "route.unrouted");
    }

    @Test
    void theTraceSaysHowOftenAReceiverAskedForPatience() {
        receiver(List.of());
        rule("cpu", "h.*", 0);
        for (int i = 0; i < 5; i++) {
            webhook.next(VendorServer.Answer.tooMany(i % 2 == 0 ? "0" : "1", "slow down"));
        }
        Agent agent = enroll("h1", SECOND, 1);

        until(() -> feed(agent, HIGH), () -> trace("h1").contains("deliver.delivered"));

        assertThat(trace("h1"))
                .containsExactly(
                        "alert.firing",
                        "route.routed",
                        "deliver.failed",
                        "deliver.failed",
                        "deliver.failed",
                        "deliver.failed",
                        "deliver.failed",
                        "deliver.delivered");
        assertThat(webhook.asked()).hasSize(6);
        assertThat(steps("h1").stream().filter(step -> step.code().equals("failed")))
                .allMatch(step -> step.arguments().stream().anyMatch(text -> text.contains("429: slow down")));
    }

    private RunningServer open() {
        ServerConfig config =
                new ServerConfig(data, 0, 0, List.of(), DatabaseConfig.h2(), Retention.DEFAULT, EncryptionConfig.NONE);
        return RunningServer.start(
                config,
                application -> application.addInitializers(context -> ((GenericApplicationContext) context)
                        .registerBean("movedClock", Clock.class, () -> clock, bean -> bean.setPrimary(true))));
    }

    private Agent enroll(String name, Duration interval, int series) {
        return enroll(name, interval, series, Map.of());
    }

    private Agent enroll(String name, Duration interval, int series, Map<String, String> tags) {
        String token;
        try {
            token = Files.readString(data.resolve("local-enrollment-token")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        HostDescription host =
                new HostDescription("key-" + name, name, "Debian GNU/Linux", "12", "amd64", 2, 1L << 30, "test", tags);
        Answer answer = server.send("POST", "/api/v1/agents/enroll", null, new EnrollRequest(token, host));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<SeriesKey> keys = IntStream.range(0, series)
                .mapToObj(i -> SeriesKey.of(METRIC, Map.of("cpu.mode", "m" + i)))
                .toList();
        return new Agent(
                server.json().readValue(answer.body(), EnrollResponse.class).credential(), interval, new Layout(keys));
    }

    /// A snapshot of now in which every series has the value.
    private void feed(Agent agent, double value) {
        Double[] values = new Double[agent.layout.series().size()];
        Arrays.fill(values, value);
        feedEach(agent, values);
    }

    private void feedEach(Agent agent, @Nullable Double... values) {
        Answer answer = server.send(
                "POST",
                "/api/v1/ingest",
                agent.credential,
                new IngestRequest(
                        ++agent.sequence,
                        agent.layout,
                        null,
                        agent.interval.toMillis(),
                        List.of(new Snapshot(clock.instant(), SampleValues.of(values)))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /// Does it again and again until something holds.
    private static void until(Runnable what, BooleanSupplier holds) {
        await().pollInterval(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> {
            what.run();
            return holds.getAsBoolean();
        });
    }

    private void nothingMore(Runnable what) {
        quietFor(QUIET, what);
    }

    private void quietFor(Duration time, Runnable what) {
        int before = kinds().size();
        await().pollInterval(Duration.ofMillis(300))
                .during(time)
                .atMost(time.plus(PATIENCE))
                .until(() -> {
                    what.run();
                    assertThat(kinds()).hasSize(before);
                    return true;
                });
    }

    private AlertRule rule(String id, String hosts, long holdSeconds) {
        RuleSettings settings = new RuleSettings(
                true, Threshold.of(0.8, 0.75, holdSeconds), Threshold.of(0.9, 0.87, holdSeconds), null, null, null);
        return create(id, RuleSource.Metric.newest(METRIC), hosts, settings);
    }

    private void silentRule(String hosts) {
        RuleSettings settings = new RuleSettings(true, Threshold.of(3, 3, 0), Threshold.of(3, 3, 0), null, null, null);
        create("host-silent", new RuleSource.HostSilent(), hosts, settings);
    }

    private AlertRule create(String id, RuleSource source, String hosts, RuleSettings settings) {
        AlertRule rule = new AlertRule(
                id,
                "Rule " + id,
                0,
                source,
                Comparison.ABOVE,
                List.of(new Matcher("host", Matcher.Op.MATCHES, hosts)),
                settings,
                List.of(),
                Map.of(),
                null,
                null);
        Answer made = admin("POST", "/api/v1/rules", rule);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return server.json().readValue(made.body(), AlertRule.class);
    }

    private static AlertRule withHosts(AlertRule rule, Matcher... hosts) {
        return new AlertRule(
                rule.ruleId(),
                rule.name(),
                rule.version(),
                rule.source(),
                rule.comparison(),
                List.of(hosts),
                rule.settings(),
                rule.layers(),
                rule.labels(),
                null,
                null);
    }

    private void receiver(List<Map<String, Integer>> limits) {
        Map<String, Object> receiver = new HashMap<>(Map.of(
                "name", "hook", "typeId", "webhook", "settings", Map.of("url", webhook.url() + "/hook"), "version", 0));
        if (!limits.isEmpty()) {
            receiver.put("limits", limits);
        }
        Answer made = admin("POST", "/api/v1/receivers", receiver);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
    }

    private void replaceRoutes(Map<String, Object> route) {
        long version =
                admin("GET", "/api/v1/routes", null).tree().path("version").asLong();
        Answer replaced = admin("PUT", "/api/v1/routes", Map.of("version", version, "routes", List.of(route)));
        assertThat(replaced.status()).as(replaced.body()).isEqualTo(200);
    }

    private Answer admin(String method, String path, @Nullable Object body) {
        return server.send(method, path, server.token(Role.ADMIN), body);
    }

    private List<JsonNode> messages() {
        return webhook.asked().stream().map(VendorServer.Asked::json).toList();
    }

    private List<String> kinds() {
        return messages().stream()
                .map(message -> message.at("/nocturne/kind").asString())
                .toList();
    }

    /// The kinds of messages that name an alert of a rule.
    private List<String> toldOf(String ruleId) {
        return messages().stream()
                .filter(message -> ids(message, "ruleId").contains(ruleId))
                .map(message -> message.at("/nocturne/kind").asString())
                .toList();
    }

    /// How many alerts were told, those included that a message only counts.
    private long told() {
        return messages().stream()
                .mapToLong(message -> message.path("alerts").size()
                        + message.path("truncatedAlerts").asLong())
                .sum();
    }

    private static List<String> ids(JsonNode message, String key) {
        List<String> ids = new ArrayList<>();
        message.path("alerts")
                .forEach(alert -> ids.add(alert.path("nocturne").path(key).asString()));
        return ids;
    }

    private List<Alert> alerts(String query) {
        Answer answer = admin("GET", "/api/v1/alerts?limit=1000" + query, null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return server.json().readValue(answer.body(), AlertList.class).alerts();
    }

    private int firing() {
        return alerts("&status=firing").size();
    }

    private Alert only(String status) {
        List<Alert> found = alerts("&status=" + status);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private Alert get(Alert alert) {
        return server.json()
                .readValue(
                        admin("GET", "/api/v1/alerts/" + alert.alertId(), null).body(), Alert.class);
    }

    private List<AlertTransition> history(Alert alert) {
        return List.of(server.json()
                .readValue(
                        admin("GET", "/api/v1/alerts/" + alert.alertId() + "/history", null)
                                .body(),
                        AlertTransition[].class));
    }

    private List<AlertTransition.Type> types(Alert alert) {
        List<AlertTransition.Type> types = new ArrayList<>();
        for (AlertTransition step : history(alert)) {
            if (step.type() != null) {
                types.add(step.type());
            }
        }
        return types;
    }

    private AlertTransition step(Alert alert, AlertTransition.Type type) {
        return history(alert).stream()
                .filter(step -> step.type() == type)
                .findFirst()
                .orElseThrow();
    }

    /// How many steps all alerts that fire have taken.
    private long steps() {
        return alerts("&status=firing").stream()
                .mapToLong(alert -> history(alert).size())
                .sum();
    }

    private List<HeldNotification> held(String reason) {
        Answer answer = admin("GET", "/api/v1/notifications/held", null);
        return List.of(server.json().readValue(answer.body(), HeldNotification[].class)).stream()
                .filter(held -> !held.over() && held.reason().equals(reason))
                .toList();
    }

    private List<TraceStep> steps(String host) {
        List<Alert> found = alerts("&match=host%3D" + host);
        return found.isEmpty()
                ? List.of()
                : List.of(server.json()
                        .readValue(
                                admin(
                                                "GET",
                                                "/api/v1/alerts/"
                                                        + found.getFirst().alertId() + "/trace",
                                                null)
                                        .body(),
                                TraceStep[].class));
    }

    private List<String> trace(String host) {
        return steps(host).stream()
                .map(step -> step.stage() + "." + step.code())
                .toList();
    }

    private static final class Agent {

        private final String credential;
        private final Duration interval;
        private final Layout layout;
        private long sequence;

        Agent(String credential, Duration interval, Layout layout) {
            this.credential = credential;
            this.interval = interval;
            this.layout = layout;
        }
    }

    /// A console that keeps what it hears of alerts.
    private static final class Console implements WebSocket.Listener, AutoCloseable {

        private final RunningServer server;
        private final List<Alert> heard = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final HttpClient http;
        private final WebSocket socket;

        Console(RunningServer server) {
            this.server = server;
            http = HttpClient.newBuilder().sslContext(server.tls()).build();
            socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + server.token(Role.VIEWER))
                    .buildAsync(URI.create("wss://localhost:" + server.port() + "/api/v1/live"), this)
                    .join();
        }

        /// As the console has it now; as it was given until it hears of it.
        Alert lastOf(Alert alert) {
            return heard.stream()
                    .filter(each -> each.alertId().equals(alert.alertId()))
                    .reduce((_, later) -> later)
                    .orElse(alert);
        }

        List<String> steps() {
            return heard.stream()
                    .map(alert -> alert.status() + " " + alert.severity())
                    .toList();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                LiveMessage message = server.json().readValue(text.toString(), LiveMessage.class);
                if (message instanceof LiveMessage.AlertChanged changed) {
                    heard.add(changed.alert());
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
            http.shutdownNow();
        }
    }
}
