package io.nocturne.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RulePreview.Outcome;
import io.nocturne.model.alert.RulePreview.WouldBe;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.alert.machine.AlertState;
import io.nocturne.server.alert.machine.Observation;
import io.nocturne.server.alert.machine.Step;
import io.nocturne.server.rule.Layers;
import io.nocturne.server.series.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class InstanceReplayTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final TimeRange DAY = new TimeRange(START, START.plus(Duration.ofDays(1)));

    @Test
    void whatWasBeyondTheThresholdWouldHaveFired() {
        Tally tally = replay(rule(0, null), 0.5, 0.85, 0.95, 0.92, 0.5);

        assertThat(tally.alerts())
                .containsExactly(new WouldBe("db-1", Map.of(), Severity.CRITICAL, at(1), at(4), 0.95));
        Outcome outcome = tally.outcome();
        assertThat(outcome.count()).isOne();
        assertThat(outcome.critical()).isOne();
        assertThat(outcome.notifications()).isEqualTo(3); // warning, critical, over
        assertThat(outcome.atNight()).isOne();
        assertThat(outcome.longestSeconds()).isEqualTo(15);
    }

    @Test
    void whatIsStillBeyondAtTheEndHasNoEnd() {
        assertThat(replay(rule(0, null), 0.5, 0.85).alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.endedAt()).isNull());
    }

    @Test
    void aSecondRaiseWithinFiveMinutesIsNoSecondMessage() {
        assertThat(replay(rule(0, null), 0.85, 0.1, 0.85, 0.1).outcome().notifications())
                .isEqualTo(2);
    }

    @Test
    void aHoldTakesShortOnesAway() {
        assertThat(replay(rule(10, null), 0.85, 0.85, 0.1, 0.85, 0.85, 0.85, 0.1)
                        .alerts())
                .extracting(WouldBe::firedAt)
                .containsExactly(at(5));
    }

    /// The short cut over calm values must change nothing.
    @RepeatedTest(200)
    void goesTheMachinesWay(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        AlertRule rule = rule(random.nextInt(4) * 5L, random.nextBoolean() ? null : 20L);
        Steps.Builder steps = new Steps.Builder();
        List<Observation.Value> seen = new ArrayList<>();
        long time = START.toEpochMilli();
        for (int i = 0; i < 400; i++) {
            time += random.nextInt(40) == 0 ? 60_000 : INTERVAL.toMillis();
            double value = Math.round((0.6 + 0.2 * random.nextGaussian()) * 100) / 100.0;
            steps.add(time, value, value, value, 1);
            seen.add(new Observation.Value(Instant.ofEpochMilli(time), value, INTERVAL));
        }

        List<Instant> fired = new ArrayList<>();
        AlertState state = AlertState.INACTIVE;
        Instant last = null;
        for (Observation.Value value : seen) {
            Duration longest = INTERVAL.multipliedBy(AlertMachine.GAP_INTERVALS);
            if (last != null && Duration.between(last, value.at()).compareTo(longest) > 0) {
                state = step(rule, state, new Observation.Silent(last.plus(longest)), fired);
            }
            state = step(rule, state, value, fired);
            last = value.at();
        }

        assertThat(replay(rule, steps.build(), Resolution.RAW, 0).alerts())
                .extracting(WouldBe::firedAt)
                .containsExactlyElementsOf(fired);
    }

    @Test
    void ofAMinuteTheWorstIsNotLost() {
        Steps minutes = new Steps.Builder()
                .add(START.toEpochMilli(), 0.1, 0.2, 1.8, 12)
                .add(START.plusSeconds(60).toEpochMilli(), 0.1, 0.99, 3.6, 12)
                .add(START.plusSeconds(120).toEpochMilli(), 0.1, 0.2, 1.8, 12)
                .build();

        assertThat(replay(rule(0, null), minutes, Resolution.ONE_MINUTE, 60_000).alerts())
                .containsExactly(new WouldBe(
                        "db-1", Map.of(), Severity.CRITICAL, START.plusSeconds(90), START.plusSeconds(120), 0.99));
    }

    @Test
    void whatDidNotHoldForTheMinuteDoesNotHoldHere() {
        Steps.Builder minutes = new Steps.Builder();
        for (int i = 0; i < 10; i++) {
            minutes.add(START.plusSeconds(60L * i).toEpochMilli(), 0.1, 0.99, 3.6, 12);
        }

        assertThat(replay(rule(120, null), minutes.build(), Resolution.ONE_MINUTE, 60_000)
                        .alerts())
                .isEmpty();
    }

    @Test
    void aWindowsAverageIsThatOfItsSamples() {
        AlertRule rule = rule(0, null, new RuleSource.Metric("m", List.of(), Aggregation.AVG, 10L, null));

        assertThat(replay(rule, raw(0.5, 0.9, 0.9, 0.1), Resolution.RAW, 0).alerts())
                .extracting(WouldBe::firedAt, WouldBe::endedAt)
                .containsExactly(tuple(at(2), at(3)));
    }

    @Test
    void timesCountsTheWorst() {
        AlertRule rule = rule(0, null, new RuleSource.Metric("m", List.of(), Aggregation.TIMES, 20L, 2));

        assertThat(replay(rule, raw(0.85, 0.1, 0.1, 0.85, 0.1, 0.1, 0.1), Resolution.RAW, 0)
                        .alerts())
                .extracting(WouldBe::firedAt, WouldBe::endedAt)
                .containsExactly(tuple(at(3), at(4)));
    }

    @Test
    void whatOneVersionMissesIsListed() {
        Tally saved = replay(rule(0, null), 0.85, 0.1, 0.1, 0.85, 0.85, 0.85, 0.1);
        Tally draft = replay(rule(10, null), 0.85, 0.1, 0.1, 0.85, 0.85, 0.85, 0.1);

        Differences missed = Differences.of(saved, draft);

        assertThat(missed.count()).isOne();
        assertThat(missed.listed()).extracting(WouldBe::firedAt).containsExactly(at(0));
        assertThat(Differences.of(draft, saved).count()).isZero();
    }

    private static AlertState step(AlertRule rule, AlertState state, Observation observation, List<Instant> fired) {
        Step step = AlertMachine.step(
                new Layers(rule).effective("db-1", Map.of(), Map.of()).orElseThrow(), state, observation);
        step.changes().stream()
                .filter(change -> change.type() == AlertTransition.Type.FIRING)
                .forEach(change -> fired.add(change.at()));
        return step.state();
    }

    private static Instant at(int sample) {
        return START.plus(INTERVAL.multipliedBy(sample));
    }

    private static Steps raw(double... values) {
        Steps.Builder steps = new Steps.Builder();
        for (int i = 0; i < values.length; i++) {
            steps.add(at(i).toEpochMilli(), values[i], values[i], values[i], 1);
        }
        return steps.build();
    }

    private static Tally replay(AlertRule rule, double... values) {
        return replay(rule, raw(values), Resolution.RAW, 0);
    }

    private static Tally replay(AlertRule rule, Steps steps, Resolution resolution, long stepMillis) {
        Tally tally = new Tally(ZoneOffset.UTC, DAY);
        InstanceReplay replay = new InstanceReplay(
                new Layers(rule).effective("db-1", Map.of(), Map.of()).orElseThrow(),
                "db-1",
                Map.of(),
                Duration.ofMillis(Math.max(stepMillis, INTERVAL.toMillis())),
                tally);
        new StoredFeed(steps, resolution, stepMillis, (RuleSource.Metric) rule.source(), rule.comparison()).to(replay);
        replay.end();
        return tally;
    }

    private static AlertRule rule(long hold, @Nullable Long keepFiringFor) {
        return rule(hold, keepFiringFor, RuleSource.Metric.newest("m"));
    }

    private static AlertRule rule(long hold, @Nullable Long keepFiringFor, RuleSource.Metric source) {
        return new AlertRule(
                "cpu",
                "CPU",
                1,
                source,
                Comparison.ABOVE,
                List.of(),
                new RuleSettings(
                        null, Threshold.of(0.8, 0.75, hold), Threshold.of(0.9, 0.85, hold), keepFiringFor, null, null),
                List.of(),
                Map.of(),
                null,
                null);
    }
}
