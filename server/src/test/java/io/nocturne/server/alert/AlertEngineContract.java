package io.nocturne.server.alert;

import static io.nocturne.server.alert.AlertWorld.INTERVAL;
import static io.nocturne.server.alert.machine.TestRules.rule;
import static io.nocturne.server.alert.machine.TestRules.thresholds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.server.alert.AlertWorld.Fault;
import io.nocturne.server.alert.store.AlertSearch;
import io.nocturne.server.alert.store.AlertStore.Found;
import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/// What the engine makes of a stream, on a real database.
abstract class AlertEngineContract {

    private final AlertWorld world;
    private UUID host = new UUID(0, 0);

    AlertEngineContract(DatabaseKind kind) {
        this.world = new AlertWorld(kind);
    }

    @BeforeEach
    void aHost() {
        host = world.host("db-1", Map.of("role", "db"));
        world.rules("ann", cpu(1, 10));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anAlertIsPendingFiresAndResolves() {
        values(50, 81, 81, 81, 82, 50);

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "RESOLVED");
        Alert alert = world.only();
        assertThat(alert.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(alert.version()).isEqualTo(3);
        assertThat(alert.labels())
                .containsEntry("alertname", "cpu")
                .containsEntry("host", "db-1")
                .containsEntry("role", "db")
                .containsEntry("cpu.mode", "m0")
                .containsEntry("severity", "warning");
        assertThat(alert.pendingAt()).isEqualTo(AlertWorld.START.plusSeconds(10));
        assertThat(alert.firedAt()).isEqualTo(AlertWorld.START.plusSeconds(20));
        assertThat(alert.seen()).isFalse();
    }

    @Test
    void aPendingHoldOutlivesARestart() {
        values(81, 81);
        world.restart();
        values(81);

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
    }

    @Test
    void aPendingHoldOutlivesARestartAfterLongerThanTheGapThatStartsItAnew() {
        world.rules("ann", cpu(2, 60));
        values(81, 81, 81, 81, 81, 81, 81, 81, 81, 81, 81, 81);
        world.restart();
        values(81);

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
        assertThat(world.only().firedAt()).isEqualTo(world.only().pendingAt().plusSeconds(60));
    }

    @Test
    void eachSeriesHasAnAlertOfItsOwn() {
        for (int i = 0; i < 4; i++) {
            world.sample(host, 90.0, 10.0, 91.0);
        }

        assertThat(world.told()).containsExactly("PENDING", "PENDING", "FIRING", "FIRING");
    }

    @Test
    void nothingIsToldTwiceWhenTheAnswerOfTheCommitIsLost() {
        values(81, 81);
        world.fault = Fault.ANSWER_LOST;
        values(81, 81);

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
    }

    @Test
    void nothingIsLostWhenTheCommitIsNotMade() {
        values(81, 81);
        world.fault = Fault.LOST;
        values(81, 81);

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
    }

    @Test
    void whoWroteAStepThatAnotherDidNotSeeKeepsTheOtherFromWriting() {
        values(81, 81, 81);
        AlertBook stale = world.book();
        Alert seenByBoth = world.only();
        stale.look(book -> book.find(UUID.fromString(seenByBoth.alertId())));
        world.restart();
        values(10);

        assertThat(catchThrowable(() -> stale.update(change ->
                        change.person(seenByBoth, AlertTransition.Type.COMMENTED, "bob", "mine", draft -> draft))))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(world.told()).containsExactly("PENDING", "FIRING", "RESOLVED");
    }

    @Test
    void aSilentHostMakesItsAlertsUnknownAndTheyAreKnownAgainWhenItReports() {
        values(81, 81, 81);
        world.silence(Duration.ofSeconds(60));
        assertThat(world.only().status()).isEqualTo(AlertStatus.UNKNOWN);
        values(81);

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "UNKNOWN", "KNOWN");
    }

    @Test
    void aRestartWhileTheServerIsExcusedChangesNothing() {
        values(81, 81, 81);
        world.restart();
        world.host(host).excusedUntil = world.clock.instant().plusSeconds(60);
        world.silence(Duration.ofSeconds(59));

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
    }

    @Test
    void aDeletedRuleEndsItsAlertsAndSaysWhoDidIt() {
        values(81, 81, 81);
        world.rules("bob");

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "ENDED/bob");
        assertThat(world.only().endReason()).isEqualTo(EndReason.RULE_CHANGED);
        assertThat(world.only().endedBy()).isEqualTo("bob");
    }

    @Test
    void aRuleThatWasEditedBeforeACrashIsLookedAtAfterIt() {
        values(81, 81, 81);
        world.fault = Fault.LOST;
        world.restart();
        world.rules("bob", cpuAbove(2, 95, 99));
        values(81);

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "ENDED/bob");
    }

    @Test
    void aRuleThatIsNoLongerForTheHostEndsItsAlerts() {
        AlertRule ofDatabases = cpu(1, 10);
        world.rules(
                "ann",
                new AlertRule(
                        "cpu",
                        "CPU",
                        2,
                        ofDatabases.source(),
                        Comparison.ABOVE,
                        List.of(Matcher.equal("role", "db")),
                        ofDatabases.settings(),
                        List.of(),
                        Map.of(),
                        "ann",
                        null));
        values(81, 81, 81);
        world.host(host).tags = Map.of("role", "web");
        values(81);

        assertThat(world.only().endReason()).isEqualTo(EndReason.RULE_CHANGED);
    }

    @Test
    void aSeriesThatNoLongerComesEndsAsGone() {
        for (int i = 0; i < 3; i++) {
            world.sample(host, 10.0, 81.0);
        }
        for (int i = 0; i < 61; i++) {
            world.sample(host, 10.0);
        }
        world.tick();

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "ENDED");
        assertThat(world.only().endReason()).isEqualTo(EndReason.SERIES_GONE);
    }

    @Test
    void aSeriesThatDoesNotComeBackWithItsHostEndsAsGoneOnceTheHostWasThereForAWhile() {
        for (int i = 0; i < 3; i++) {
            world.sample(host, 10.0, 81.0);
        }
        world.silence(Duration.ofMinutes(10));
        for (int i = 0; i < 60; i++) {
            world.sample(host, 10.0);
        }
        world.tick();
        assertThat(world.only().status()).isEqualTo(AlertStatus.UNKNOWN);

        world.sample(host, 10.0);
        world.sample(host, 10.0);
        world.tick();
        assertThat(world.told()).containsExactly("PENDING", "FIRING", "UNKNOWN", "ENDED");
        assertThat(world.only().endReason()).isEqualTo(EndReason.SERIES_GONE);
    }

    @Test
    void aHostThatSaysNothingIsToldByASilenceRule() {
        world.rules("ann", silent());
        values(10);
        world.silence(Duration.ofSeconds(80));

        assertThat(world.told()).containsExactly("FIRING", "ESCALATED");
        assertThat(world.only().detail()).isEqualTo("noWord");
        values(10);
        world.tick();
        assertThat(world.told()).endsWith("RESOLVED");
    }

    @Test
    void aHostThatSaidGoodbyeIsAWarningAtMost() {
        world.rules("ann", silent());
        values(10);
        world.host(host).stop = new HostStop(StopReason.HOST_SHUTDOWN, world.clock.instant(), null);
        world.silence(Duration.ofSeconds(80));

        assertThat(world.told()).containsExactly("FIRING");
        assertThat(world.only().severity()).isEqualTo(Severity.WARNING);
        assertThat(world.only().detail()).isEqualTo("hostShutdown");
    }

    @Test
    void aHostThatMayBeAwayIsNotMissed() {
        world.rules("ann", silent());
        values(10);
        world.absenceExpected = true;
        world.silence(Duration.ofSeconds(80));

        assertThat(world.told()).isEmpty();
    }

    @Test
    void lateSamplesAreWrittenDownAsOverAndLate() {
        values(10);
        Instant hole = world.clock.instant().plus(INTERVAL);
        world.clock.advance(Duration.ofMinutes(10));
        world.backfill(host, hole, 81.0, 81.0, 81.0, 81.0, 10.0);
        values(10);

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "RESOLVED");
        Alert alert = world.only();
        assertThat(alert.late()).isTrue();
        assertThat(alert.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(alert.firedAt()).isEqualTo(hole.plusSeconds(10));
    }

    @Test
    void lateSamplesOnWhichLiveOnesFollowRaiseAnAlertThatIsLive() {
        values(10);
        Instant hole = world.clock.instant().plus(INTERVAL);
        world.clock.advance(INTERVAL.multipliedBy(4));
        world.backfill(host, hole, 81.0, 81.0, 81.0, 81.0);
        assertThat(world.told()).isEmpty();
        values(81);

        assertThat(world.told()).containsExactly("PENDING", "FIRING");
        assertThat(world.only().late()).isFalse();
        assertThat(world.only().status()).isEqualTo(AlertStatus.FIRING);
    }

    @Test
    void aWindowIsTheSameAfterARestart() {
        world.rules("ann", average());
        values(70, 70, 95, 95);
        assertThat(world.told()).isEmpty();
        world.restart();
        values(95);

        assertThat(world.told()).containsExactly("FIRING");
        assertThat(world.only().value()).isEqualTo((70 + 95 + 95 + 95) / 4.0);
    }

    @Test
    void stepsHaveIdsThatAscend() {
        values(81, 81, 81, 10, 81, 81, 81);

        assertThat(world.steps()).extracting(AlertTransition::transitionId).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(world.steps()).extracting(AlertTransition::number).containsExactly(1, 2, 3, 1, 2);
        assertThat(world.store.newest()).isEqualTo(5);
    }

    @Test
    void whatIsOpenAndWhatNobodySawIsOneListByPages() {
        for (List<Double> row : List.of(
                List.of(99.0, 99.0, 10.0, 99.0, 10.0),
                List.of(99.0, 99.0, 10.0, 99.0, 10.0),
                List.of(99.0, 99.0, 99.0, 99.0, 10.0),
                List.of(99.0, 10.0, 99.0, 99.0, 10.0),
                List.of(99.0, 10.0, 99.0, 99.0, 10.0),
                List.of(99.0, 10.0, 99.0, 10.0, 99.0))) {
            world.sample(host, row.toArray(new Double[0]));
        }

        List<Found> all = world.store.search(wanted(), Long.MAX_VALUE, 100);
        List<Found> byPages = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (List<Found> page = all; !page.isEmpty(); ) {
            page = world.store.search(wanted(), before, 2);
            byPages.addAll(page);
            before = page.isEmpty() ? before : page.getLast().lastTransitionId();
        }

        assertThat(all)
                .isSortedAccordingTo(
                        Comparator.comparingLong(Found::lastTransitionId).reversed());
        assertThat(all)
                .extracting(found -> found.alert().status())
                .containsExactlyInAnyOrder(
                        AlertStatus.PENDING,
                        AlertStatus.FIRING,
                        AlertStatus.FIRING,
                        AlertStatus.RESOLVED,
                        AlertStatus.RESOLVED);
        assertThat(byPages).isEqualTo(all);
        assertThat(world.store.search(wanted(AlertStatus.FIRING), Long.MAX_VALUE, 100))
                .hasSize(2);
        assertThat(world.store.search(wanted(AlertStatus.RESOLVED, AlertStatus.FIRING), Long.MAX_VALUE, 100))
                .hasSize(4);
        assertThat(world.store.unseen()).isEqualTo(2);
    }

    private static AlertSearch wanted(AlertStatus... statuses) {
        return new AlertSearch(Set.of(statuses), null, null, null, null, null, null, null);
    }

    @Test
    void twoHundredFiringAlertsSayNothingAfterARestart() {
        Double[] values = new Double[200];
        Arrays.fill(values, 99.0);
        for (int i = 0; i < 3; i++) {
            world.sample(host, values);
        }
        long before = world.store.newest();
        world.restart();
        world.tick();
        world.sample(host, values);
        world.tick();

        assertThat(before).isEqualTo(400);
        assertThat(world.store.newest()).isEqualTo(before);
    }

    @Test
    void anAcknowledgementRunsOut() {
        values(81, 81, 81);
        acknowledge(60);
        world.silence(Duration.ofSeconds(10));
        for (int i = 0; i < 12; i++) {
            values(81);
        }
        world.tick();

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "ACKNOWLEDGED/ann", "EXPIRED/ann");
        assertThat(world.only().acknowledgement()).isNull();
    }

    @Test
    void anAlertThatGetsWorseThanWhatWasAcknowledgedIsNobodysAgain() {
        world.rules("ann", cpuAbove(2, 80, 90));
        values(81, 81, 81);
        acknowledge(600);
        values(95, 95, 95);

        assertThat(world.told()).containsExactly("PENDING", "FIRING", "ACKNOWLEDGED/ann", "ESCALATED", "REOPENED/ann");
        assertThat(world.only().acknowledgement()).isNull();
    }

    private void acknowledge(long seconds) {
        UUID alertId = UUID.fromString(world.only().alertId());
        world.book().update(change -> {
            Alert alert = change.find(alertId).orElseThrow();
            change.person(
                    alert,
                    AlertTransition.Type.ACKNOWLEDGED,
                    "ann",
                    null,
                    draft -> draft.acknowledged(new Acknowledgement(
                            "ann", change.now(), change.now().plusSeconds(seconds), alert.severity(), null)));
        });
    }

    @Test
    void whatIsQuietForLongIsForgotten() {
        values(81, 81, 81, 10);
        assertThat(world.store.states()).hasSize(1);
        world.clock.advance(Duration.ofHours(2));
        world.tick();

        assertThat(world.store.states()).isEmpty();
    }

    private void values(double... values) {
        for (double value : values) {
            world.sample(host, value);
        }
    }

    private static AlertRule cpu(long version, long holdSeconds) {
        return rule(
                "cpu",
                version,
                RuleSource.Metric.newest(AlertWorld.METRIC),
                Comparison.ABOVE,
                thresholds(Threshold.of(80, 75, holdSeconds), Threshold.of(98, 95, 600), null));
    }

    private static AlertRule cpuAbove(long version, double warning, double critical) {
        return rule(
                "cpu",
                version,
                RuleSource.Metric.newest(AlertWorld.METRIC),
                Comparison.ABOVE,
                thresholds(Threshold.of(warning, warning, 10), Threshold.of(critical, critical, 10), null));
    }

    private static AlertRule silent() {
        return rule(
                "silent", new RuleSource.HostSilent(), thresholds(Threshold.of(3, 1, 0), Threshold.of(12, 1, 0), null));
    }

    private static AlertRule average() {
        return rule(
                "average",
                new RuleSource.Metric(AlertWorld.METRIC, List.of(), Aggregation.AVG, 20L, null),
                thresholds(Threshold.of(88, 80, 0), null, null));
    }
}
