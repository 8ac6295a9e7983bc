package io.nocturne.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nocturne.model.access.Role;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertList;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RulePreview;
import io.nocturne.model.alert.RulePreview.NotKept;
import io.nocturne.model.alert.RulePreview.WouldBe;
import io.nocturne.model.alert.RulePreviewRequest;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.FakeClock;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

/// What fired live is found again in what is stored, at the same times, whatever the rule looks at.
class ReplayedSourcesIT {

    private static final String METRIC = "system.filesystem.utilization";
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeClock clock =
            new FakeClock(Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2)));
    private final Instant begin = clock.instant();

    @TempDir
    Path data = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private RunningServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private String credential;

    private long sequence;

    @BeforeEach
    void start() {
        server = RunningServer.start(
                new ServerConfig(data, 0, 0, List.of(), DatabaseConfig.h2(), Retention.DEFAULT, EncryptionConfig.NONE),
                application -> application.addInitializers(context -> ((GenericApplicationContext) context)
                        .registerBean("fakeClock", Clock.class, () -> clock, bean -> bean.setPrimary(true))));
        server.deleteRules();
        credential = enrolled();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSilence() {
        AlertRule rule =
                create(new RuleSource.HostSilent(), Comparison.ABOVE, Threshold.of(3, 3, 0), Threshold.of(12, 3, 7));
        report(10);
        pass(Duration.ofSeconds(40));
        report(3);
        pass(Duration.ofSeconds(200));
        report(3);
        tell(AgentEvent.Type.STOPPING, StopReason.HOST_SHUTDOWN);
        pass(Duration.ofMinutes(5));
        tell(AgentEvent.Type.STARTED, null);
        report(3);
        pass(Duration.ofSeconds(30));

        RulePreview replayed = replayed(rule);

        assertThat(live()).hasSize(4).extracting(WouldBe::severity).contains(Severity.CRITICAL, Severity.WARNING);
        assertSame(replayed);
        assertThat(replayed.notKept()).containsExactly(NotKept.ARRIVALS, NotKept.SERVER_ABSENCES, NotKept.OLDER_EVENTS);
    }

    @Test
    void lossesOfData() {
        AlertRule rule =
                create(new RuleSource.DataLoss(60), Comparison.ABOVE, Threshold.of(0, 0, 10), Threshold.of(2, 1, 0));
        report(2);
        tell(AgentEvent.Type.SNAPSHOTS_LOST, null);
        pass(Duration.ofSeconds(90));
        for (int i = 0; i < 4; i++) {
            tell(AgentEvent.Type.SNAPSHOTS_LOST, null);
            pass(Duration.ofSeconds(7));
        }
        pass(Duration.ofMinutes(2));

        RulePreview replayed = replayed(rule);

        assertThat(live()).extracting(WouldBe::severity).containsExactly(Severity.WARNING, Severity.CRITICAL);
        assertSame(replayed);
    }

    @Test
    void aForecastByMinutes() {
        forecast(600, 180);
    }

    @Test
    void aForecastBySteps() {
        forecast(10_800, 180);
    }

    @Test
    void aClockThatIsOffIsRefusedAndSaysWhy() {
        AlertRule rule = rule(new RuleSource.ClockSkew(), Comparison.ABOVE, Threshold.of(3, 3, 0), null);

        Answer answer = preview(rule);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("only how far off it was at the last delivery is known");
    }

    /// Fills, stops, fills faster, and is cleared; once the host is away for a while.
    private void forecast(long history, int minutes) {
        AlertRule rule = create(
                new RuleSource.Forecast(METRIC, List.of(), 1.0, history),
                Comparison.BELOW,
                Threshold.of(7_200, 9_000, 0),
                Threshold.of(1_800, 3_600, 120));
        ForecastRound rounds = server.bean(ForecastRound.class);
        Random random = new Random(7);
        double used = 0.2;
        for (int minute = 0; minute < minutes; minute++) {
            used += minute < 30 ? 0 : minute < 70 ? 0.004 : minute < 90 ? 0 : minute < 130 ? 0.012 : -0.02;
            used = Math.clamp(used, 0.05, 0.99);
            clock.advance(Duration.ofMinutes(1));
            if (minute <= 100 || minute >= 104) {
                deliver(
                        snapshot(31, used + random.nextGaussian() * 0.0005),
                        snapshot(1, used + random.nextGaussian() * 0.0005));
            }
            rounds.turn();
        }
        server.forgetTokens();

        RulePreview replayed = replayed(rule);

        assertThat(live()).isNotEmpty();
        assertSame(replayed);
        assertThat(replayed.series()).isPositive();
        assertThat(replayed.notKept()).contains(NotKept.FORECAST_SECONDS);
    }

    private void assertSame(RulePreview replayed) {
        assertThat(replayed.draft().alerts())
                .extracting(WouldBe::severity, WouldBe::firedAt, WouldBe::endedAt)
                .containsExactlyElementsOf(live().stream()
                        .map(alert -> tuple(alert.severity(), alert.firedAt(), alert.endedAt()))
                        .toList());
        assertThat(replayed.saved()).isEqualTo(replayed.draft());
    }

    /// What was raised, with the worst that it came to, in order of time.
    private List<WouldBe> live() {
        Answer answer = admin(
                "GET", "/api/v1/alerts?limit=1000&status=firing&status=unknown&status=resolved&status=ended", null);
        return server.json().readValue(answer.body(), AlertList.class).alerts().stream()
                .map(this::wouldBe)
                .sorted((a, b) -> a.firedAt().compareTo(b.firedAt()))
                .toList();
    }

    private WouldBe wouldBe(Alert alert) {
        AlertTransition[] steps = server.json()
                .readValue(
                        admin("GET", "/api/v1/alerts/" + alert.alertId() + "/history", null)
                                .body(),
                        AlertTransition[].class);
        Severity worst = Severity.WARNING;
        for (AlertTransition step : steps) {
            boolean isRaise =
                    step.type() == AlertTransition.Type.FIRING || step.type() == AlertTransition.Type.ESCALATED;
            worst = isRaise && step.severity() == Severity.CRITICAL ? Severity.CRITICAL : worst;
        }
        Instant fired = alert.firedAt();
        return new WouldBe(
                alert.host(), Map.of(), worst, fired == null ? Instant.MAX : fired, alert.endedAt(), alert.value());
    }

    private RulePreview replayed(AlertRule rule) {
        Answer answer = preview(rule);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return server.json().readValue(answer.body(), RulePreview.class);
    }

    private Answer preview(AlertRule rule) {
        return admin(
                "POST",
                "/api/v1/rules/preview",
                new RulePreviewRequest(
                        rule, begin.minusSeconds(60), clock.instant().plusSeconds(1), List.of(), null));
    }

    private void report(int snapshots) {
        for (int i = 0; i < snapshots; i++) {
            pass(INTERVAL.minus(SECOND));
            nextSecond(() -> deliver(snapshot(0, 0.5)));
        }
    }

    private void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(SECOND)) {
            nextSecond(() -> {});
        }
    }

    /// The server's own ticks do not come between the second and what happens in it.
    private void nextSecond(Runnable what) {
        server.bean(AlertBook.class).look(book -> {
            clock.advance(SECOND);
            what.run();
            return book.generation();
        });
        server.bean(AlertEngine.class).tick();
    }

    private Snapshot snapshot(long secondsAgo, double value) {
        return new Snapshot(clock.instant().minusSeconds(secondsAgo), SampleValues.of(value));
    }

    private void deliver(Snapshot... snapshots) {
        sequence += snapshots.length;
        Answer answer = server.send(
                "POST",
                "/api/v1/ingest",
                credential,
                new IngestRequest(
                        sequence - snapshots.length + 1,
                        new Layout(List.of(SeriesKey.of(METRIC, Map.of("system.filesystem.mountpoint", "/")))),
                        null,
                        INTERVAL.toMillis(),
                        List.of(snapshots)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void tell(AgentEvent.Type type, @Nullable StopReason reason) {
        nextSecond(() -> {
            Answer answer = server.send(
                    "POST",
                    "/api/v1/agents/events",
                    credential,
                    new AgentEvents(List.of(new AgentEvent(clock.instant(), type, reason, null))));
            assertThat(answer.status()).as(answer.body()).isLessThan(300);
        });
    }

    private AlertRule create(
            RuleSource source, Comparison comparison, Threshold warning, @Nullable Threshold critical) {
        Answer answer = admin("POST", "/api/v1/rules", rule(source, comparison, warning, critical));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return server.json().readValue(answer.body(), AlertRule.class);
    }

    private static AlertRule rule(
            RuleSource source, Comparison comparison, Threshold warning, @Nullable Threshold critical) {
        return new AlertRule(
                "rule",
                "Rule",
                0,
                source,
                comparison,
                List.of(new Matcher("host", Matcher.Op.EQUAL, "h1")),
                new RuleSettings(true, warning, critical, null, null, null),
                List.of(),
                Map.of(),
                null,
                null);
    }

    private String enrolled() {
        String token;
        try {
            token = Files.readString(data.resolve("local-enrollment-token")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        HostDescription host =
                new HostDescription("key-h1", "h1", "Debian GNU/Linux", "12", "amd64", 2, 1L << 30, "test", Map.of());
        Answer answer = server.send("POST", "/api/v1/agents/enroll", null, new EnrollRequest(token, host));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return server.json().readValue(answer.body(), EnrollResponse.class).credential();
    }

    private Answer admin(String method, String path, @Nullable Object body) {
        return server.send(method, path, server.token(Role.ADMIN), body);
    }
}
