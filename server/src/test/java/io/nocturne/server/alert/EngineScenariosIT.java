package io.nocturne.server.alert;

import static io.nocturne.server.alert.machine.TestRules.rule;
import static io.nocturne.server.alert.machine.TestRules.thresholds;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What others test of alerts over restarts and in people's hands, told anew for this engine;
/// `docs/scenarios.md` names the originals.
class EngineScenariosIT {

    private final AlertWorld world = new AlertWorld(DatabaseKind.H2);

    @AfterEach
    void close() {
        world.close();
    }

    /// Prometheus goes on with what was pending before an outage of up to an hour.
    @Test
    void afterAnOutageThatIsLongerThanThreeIntervalsAHoldStartsAnew() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", cpu(60));
        feed(host, 6, 81.0);
        world.restart();
        world.clock.advance(Duration.ofMinutes(10));
        Instant back = world.clock.instant().plus(AlertWorld.INTERVAL);
        feed(host, 12, 81.0);
        assertThat(world.told()).containsExactly("PENDING");

        feed(host, 1, 81.0);
        assertThat(world.told()).containsExactly("PENDING", "FIRING");
        assertThat(world.only().firedAt()).isEqualTo(back.plusSeconds(60));
    }

    @Test
    void nothingIsRestoredWhereNothingWas() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", cpu(60));
        feed(host, 6, 10.0);
        world.restart();
        feed(host, 6, 10.0);

        assertThat(world.told()).isEmpty();
    }

    /// Alertmanager: an alert that comes back has a begin of its own.
    @Test
    void whatComesBackIsAnotherAlert() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", cpu(0));
        feed(host, 3, 81.0);
        feed(host, 3, 10.0);
        feed(host, 3, 81.0);

        List<Alert> alerts = alerts();
        assertThat(world.told()).containsExactly("FIRING", "RESOLVED", "FIRING");
        assertThat(alerts).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED, AlertStatus.FIRING);
        assertThat(alerts.get(1).firedAt()).isAfter(alerts.get(0).endedAt());
    }

    /// GoAlert: what has the same key is one alert, of each service by itself.
    @Test
    void whatFiresAgainAndAgainIsOneAlertOfEachHost() {
        UUID one = world.host("h1", Map.of());
        UUID two = world.host("h2", Map.of());
        world.rules("ann", cpu(0));
        feed(one, 5, 81.0);
        feed(two, 5, 81.0);

        assertThat(world.told()).containsExactly("FIRING", "FIRING");
    }

    /// GoAlert: closing one key leaves the other open.
    @Test
    void theEndOfOneSeriesIsNotThatOfAnother() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", cpu(0));
        world.sample(host, 90.0, 91.0);
        world.sample(host, 10.0, 91.0);

        assertThat(world.told()).containsExactly("FIRING", "FIRING", "RESOLVED");
        assertThat(alerts()).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED, AlertStatus.FIRING);
    }

    /// Alerta: unacknowledged, acknowledged, worse, acknowledged, back to normal.
    @Test
    void anAcknowledgementEndsWhenItGetsWorseAndWhatWasAcknowledgedIsSeenWhenItIsOver() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", cpu(0));
        feed(host, 1, 81.0);
        acknowledge(true);
        feed(host, 1, 95.0);
        assertThat(world.only().acknowledgement()).isNull();
        acknowledge(true);
        feed(host, 1, 10.0);

        assertThat(world.told())
                .containsExactly(
                        "FIRING", "ACKNOWLEDGED/ann", "ESCALATED", "REOPENED/ann", "ACKNOWLEDGED/ann", "RESOLVED");
        assertThat(world.store.unseen()).isZero();
    }

    /// Alerta: returned to normal before somebody acknowledged, alarmed again, and returned again.
    @Test
    void whatIsOverBeforeSomebodySawItStaysListedEachTime() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", cpu(0));
        feed(host, 1, 81.0);
        feed(host, 1, 10.0);
        assertThat(world.store.unseen()).isEqualTo(1);
        feed(host, 2, 81.0);
        feed(host, 1, 10.0);
        assertThat(world.store.unseen()).isEqualTo(2);

        world.book()
                .update(change -> alerts().forEach(alert ->
                        change.person(alert, AlertTransition.Type.SEEN, "ann", null, AlertDraft::seen)));
        assertThat(world.store.unseen()).isZero();
        assertThat(alerts()).extracting(Alert::status).containsOnly(AlertStatus.RESOLVED);
    }

    /// Alerta: acknowledged, given back, acknowledged.
    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", cpu(0));
        feed(host, 1, 81.0);
        acknowledge(true);
        acknowledge(false);
        assertThat(world.only().acknowledgement()).isNull();
        acknowledge(true);

        assertThat(world.only().acknowledgement()).isNotNull();
        assertThat(world.told())
                .containsExactly("FIRING", "ACKNOWLEDGED/ann", "UNACKNOWLEDGED/ann", "ACKNOWLEDGED/ann");
    }

    /// Beszel: four systems that are down, with one to four minutes until it is told.
    @Test
    void eachHostHasItsOwnMinutesUntilItIsTold() {
        List<UUID> hosts = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> world.host("h" + i, Map.of()))
                .toList();
        RuleLayer[] layers = IntStream.rangeClosed(2, 4)
                .mapToObj(i -> new RuleLayer(
                        new Scope.Host("h" + i), List.of(), thresholds(Threshold.of(3, 3, i * 60L), null, null)))
                .toArray(RuleLayer[]::new);
        world.rules("ann", silent(layers));
        hosts.forEach(host -> feed(host, 1, 10.0));

        world.silence(Duration.ofSeconds(45));
        assertThat(world.told()).hasSize(4).containsOnly("PENDING");
        world.silence(Duration.ofSeconds(60));
        assertThat(count("FIRING")).isEqualTo(1);
        world.silence(Duration.ofSeconds(60));
        assertThat(count("FIRING")).isEqualTo(2);
        hosts.forEach(host -> {
            feed(host, 1, 10.0);
            world.tick();
        });

        assertThat(count("FIRING")).isEqualTo(2);
        assertThat(count("RESOLVED")).isEqualTo(2);
        assertThat(count("CALMED")).isEqualTo(2);
    }

    @Test
    void aHostThatIsBackBeforeItsMinuteIsOverIsNeverTold() {
        UUID host = silentHost();
        world.silence(Duration.ofSeconds(40));
        feed(host, 1, 10.0);
        world.tick();
        for (int i = 0; i < 30; i++) {
            feed(host, 1, 10.0);
            world.tick();
        }

        assertThat(world.told()).containsExactly("PENDING", "CALMED");
    }

    @Test
    void aHostThatStaysAwayIsToldWhenItsMinuteIsOverAndResolvedWhenItIsBack() {
        UUID host = silentHost();
        world.silence(Duration.ofSeconds(90));
        assertThat(world.told()).containsExactly("PENDING", "FIRING");
        feed(host, 1, 10.0);
        world.tick();

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "RESOLVED");
        assertThat(world.only().status()).isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void lookingAgainAtTheSameTimeChangesNothing() {
        silentHost();
        world.silence(Duration.ofSeconds(20));
        world.tick();
        world.tick();

        assertThat(world.told()).containsExactly("PENDING");
    }

    @Test
    void withoutARuleNobodyIsTold() {
        UUID host = world.host("h1", Map.of());
        feed(host, 1, 10.0);
        world.silence(Duration.ofMinutes(5));

        assertThat(world.told()).isEmpty();
    }

    @Test
    void whatIsPendingAtARestartIsToldWhenItsMinuteIsOverHoweverOftenItRestarts() {
        silentHost();
        world.silence(Duration.ofSeconds(40));
        world.restart();
        world.restart();
        world.silence(Duration.ofSeconds(30));
        assertThat(world.told()).containsExactly("PENDING");
        world.silence(Duration.ofSeconds(10));

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
    }

    @Test
    void whatFiresOrIsWellAtARestartStaysAsItIs() {
        silentHost();
        UUID well = world.host("h2", Map.of());
        world.silence(Duration.ofSeconds(90));
        world.restart();
        for (int i = 0; i < 10; i++) {
            feed(well, 1, 10.0);
            world.tick();
        }

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
    }

    @Test
    void aHostThatCameBackWhileTheServerWasAwayIsResolved() {
        UUID host = silentHost();
        world.silence(Duration.ofSeconds(90));
        world.restart();
        feed(host, 1, 10.0);
        world.tick();

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "RESOLVED");
    }

    @Test
    void aHostThatMayBeAwayFromNowOnIsNotTold() {
        silentHost();
        world.silence(Duration.ofSeconds(40));
        world.absenceExpected = true;
        world.silence(Duration.ofMinutes(5));

        assertThat(world.told()).containsExactly("PENDING", "CALMED");
    }

    private UUID silentHost() {
        UUID host = world.host("h1", Map.of());
        world.rules("ann", silent());
        feed(host, 1, 10.0);
        return host;
    }

    private void feed(UUID host, int times, double value) {
        for (int i = 0; i < times; i++) {
            world.sample(host, value);
        }
    }

    private long count(String type) {
        return world.told().stream().filter(type::equals).count();
    }

    /// In the order in which they began.
    private List<Alert> alerts() {
        return world.steps().stream()
                .map(AlertTransition::alertId)
                .distinct()
                .map(id -> world.store.find(UUID.fromString(id)).orElseThrow())
                .toList();
    }

    private void acknowledge(boolean takes) {
        UUID alertId = UUID.fromString(world.only().alertId());
        world.book().update(change -> {
            Alert alert = change.find(alertId).orElseThrow();
            Acknowledgement lease =
                    new Acknowledgement("ann", change.now(), change.now().plusSeconds(3_600), alert.severity(), null);
            change.person(
                    alert,
                    takes ? AlertTransition.Type.ACKNOWLEDGED : AlertTransition.Type.UNACKNOWLEDGED,
                    "ann",
                    null,
                    draft -> draft.acknowledged(takes ? lease : null));
        });
    }

    private static AlertRule cpu(long holdSeconds) {
        return rule(
                "cpu",
                RuleSource.Metric.newest(AlertWorld.METRIC),
                thresholds(Threshold.of(80, 75, holdSeconds), Threshold.of(94, 90, holdSeconds), null));
    }

    private static AlertRule silent(RuleLayer... layers) {
        RuleSettings settings = thresholds(Threshold.of(3, 3, 60), null, null);
        return new AlertRule(
                "silent",
                "Host silent",
                1,
                new RuleSource.HostSilent(),
                Comparison.ABOVE,
                List.of(),
                settings,
                List.of(layers),
                Map.of(),
                "editor",
                null);
    }
}
