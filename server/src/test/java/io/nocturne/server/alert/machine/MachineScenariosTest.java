package io.nocturne.server.alert.machine;

import static io.nocturne.server.alert.machine.TestRules.effective;
import static io.nocturne.server.alert.machine.TestRules.level;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.alert.machine.AlertState.Phase;
import io.nocturne.server.alert.machine.Observation.Silent;
import io.nocturne.server.alert.machine.Observation.Value;
import io.nocturne.server.alert.observe.Window;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.rule.EffectiveRule.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What others test of their evaluation, told anew for this machine; `docs/scenarios.md` names the originals.
class MachineScenariosTest {

    private static final Instant START = Instant.EPOCH;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /// Prometheus, a value that is over for a minute before the alert ends.
    @Test
    void keepsFiringForAMinuteAfterTheValueCameBack() {
        Story story = new Story(above(50, 60, MINUTE), MINUTE);

        assertThat(story.phases(75, 85, 70, 70, 10, 10))
                .containsExactly(Phase.PENDING, Phase.FIRING, Phase.FIRING, Phase.FIRING, Phase.FIRING, Phase.INACTIVE);
    }

    /// Prometheus, what never fired is not kept.
    @Test
    void whatIsOnlyPendingIsNotKeptFiring() {
        Story story = new Story(above(50, 60, MINUTE), MINUTE);

        assertThat(story.phases(75, 10)).containsExactly(Phase.PENDING, Phase.INACTIVE);
        assertThat(story.told()).containsExactly("PENDING", "CALMED");
    }

    /// Prometheus, where the alert goes back to pending and is raised a second time.
    @Test
    void aLongerHoldLeavesWhatFiresFiring() {
        Story story = new Story(above(0, 15, Duration.ZERO), Duration.ofSeconds(15));
        story.phases(1, 1);

        story.edit(above(0, 3_600, Duration.ZERO));
        assertThat(story.phases(1, 1)).containsExactly(Phase.FIRING, Phase.FIRING);
        assertThat(story.told()).containsExactly("PENDING", "FIRING");
    }

    /// Prometheus, two series under one rule, five minutes apart.
    @Test
    void eachSeriesFollowsItsOwnValues() {
        EffectiveRule below = rule(Comparison.BELOW, level(100, 100, 60), null, Duration.ZERO);

        assertThat(new Story(below, FIVE_MINUTES).phases(75, 85, 95, 105, 105, 95, 85))
                .containsExactly(
                        Phase.PENDING,
                        Phase.FIRING,
                        Phase.FIRING,
                        Phase.INACTIVE,
                        Phase.INACTIVE,
                        Phase.PENDING,
                        Phase.FIRING);
        assertThat(new Story(below, FIVE_MINUTES).phases(80, 90, 100, 110, 120, 130, 140))
                .containsExactly(
                        Phase.PENDING,
                        Phase.FIRING,
                        Phase.INACTIVE,
                        Phase.INACTIVE,
                        Phase.INACTIVE,
                        Phase.INACTIVE,
                        Phase.INACTIVE);
    }

    /// Prometheus, an instance that is down for a day, under a rule that waits five minutes.
    @Test
    void whatIsDownForADayIsPendingForFiveMinutesAndThenFires() {
        Story story = new Story(rule(Comparison.BELOW, level(1, 1, 300), null, Duration.ZERO), MINUTE);
        List<Phase> phases = story.phases(new double[1_441]);

        assertThat(phases.subList(0, 5)).containsOnly(Phase.PENDING);
        assertThat(phases.subList(5, 1_441)).containsOnly(Phase.FIRING);
        assertThat(story.told()).containsExactly("PENDING", "FIRING");
    }

    /// Prometheus, the rule that is always true.
    @Test
    void withoutAHoldTheFirstValueFires() {
        Story story = new Story(above(0, 0, Duration.ZERO), MINUTE);

        assertThat(story.phases(1)).containsExactly(Phase.FIRING);
        assertThat(story.told()).containsExactly("FIRING");
    }

    /// Prometheus, a sample each hundred days up to the year 2262.
    @Test
    void centuriesAreNoMatter() {
        Duration hundredDays = Duration.ofDays(100);
        double[] values = new double[1_068];
        values[1_066] = 1;
        values[1_067] = 1;
        Story story = new Story(above(0, hundredDays.toSeconds(), Duration.ZERO), hundredDays);

        List<Phase> phases = story.phases(values);
        assertThat(phases.subList(0, 1_066)).containsOnly(Phase.INACTIVE);
        assertThat(phases.subList(1_066, 1_068)).containsExactly(Phase.PENDING, Phase.FIRING);
        assertThat(story.changes.getLast().at()).isEqualTo(START.plus(Duration.ofDays(106_700)));
    }

    /// Phoebus: minor, minor, major, major, minor, fine. The worst is kept until it is over there; here the
    /// severity follows the value.
    @Test
    void theSeverityFollowsTheValueAndWhatStaysTheSameIsNoNews() {
        Story story = new Story(two(0), SECOND);
        story.phases(85, 85, 95, 95, 85, 10);

        assertThat(story.told()).containsExactly("FIRING", "ESCALATED", "EASED", "RESOLVED");
    }

    /// Phoebus: major, disconnected, major, fine.
    @Test
    void whatIsUnknownForAWhileIsTheSameAlertAfterwards() {
        Story story = new Story(two(0), SECOND);
        story.phases(95);
        story.silence();
        assertThat(story.state.phase()).isEqualTo(Phase.UNKNOWN);
        story.phases(95, 10);

        assertThat(story.told()).containsExactly("FIRING", "UNKNOWN", "KNOWN", "RESOLVED");
    }

    /// Phoebus: major that clears within half of its delay, once and ten times.
    @Test
    void whatIsShorterThanTheHoldNeverFires() {
        Story story = new Story(two(2), SECOND);
        for (int i = 0; i < 10; i++) {
            story.phases(95, 10);
        }
        story.phases(10, 10, 10);

        assertThat(story.told()).doesNotContain("FIRING").hasSize(20);
    }

    /// Phoebus: major that stays.
    @Test
    void whatStaysForTheHoldFires() {
        Story story = new Story(two(2), SECOND);

        assertThat(story.phases(95, 95, 95)).containsExactly(Phase.PENDING, Phase.PENDING, Phase.FIRING);
    }

    /// Phoebus, not latched: major, then minor, within the delay.
    @Test
    void whatGetsBetterWithinTheHoldFiresAsWhatItIs() {
        Story story = new Story(two(2), SECOND);
        story.phases(95, 85, 85);

        assertThat(story.told()).containsExactly("PENDING", "FIRING");
        assertThat(story.state.severity()).isEqualTo(Severity.WARNING);
    }

    /// Phoebus, latched: minor, major, minor within the delay comes as major there.
    @Test
    void aPeakWithinTheHoldDoesNotMakeItWorse() {
        Story story = new Story(two(4), SECOND);
        story.phases(85, 95, 85, 85, 85);

        assertThat(story.told()).containsExactly("PENDING", "FIRING");
        assertThat(story.state.severity()).isEqualTo(Severity.WARNING);
    }

    /// Phoebus: one fewer than the count has no effect, the last one has; and with another count.
    @Test
    void soManyTimesWithinAWindowAreNeeded() {
        for (int count : new int[] {3, 10}) {
            Times times = new Times(count, 200);
            for (int i = 0; i < count - 1; i++) {
                times.phases(85, 10);
            }
            assertThat(times.story.told()).isEmpty();

            assertThat(times.phases(85)).containsExactly(Phase.FIRING);
        }
    }

    /// Phoebus begins to count anew after each alarm; here it fires as long as the window holds that many.
    @Test
    void itFiresAsLongAsTheWindowHoldsThatManyAndCountsThemAnewWhenTheyAreOut() {
        Times times = new Times(5, 10);
        times.phases(85, 10, 85, 10, 85, 10, 85, 10, 85);
        assertThat(times.story.told()).containsExactly("FIRING");

        times.phases(10, 10);
        assertThat(times.story.told()).containsExactly("FIRING", "RESOLVED");
        times.phases(10, 10, 10, 10, 10, 10, 10, 10);
        times.phases(85, 10, 85, 10, 85, 10, 85, 10);
        assertThat(times.story.told()).containsExactly("FIRING", "RESOLVED");
        times.phases(85);
        assertThat(times.story.told()).containsExactly("FIRING", "RESOLVED", "FIRING");
    }

    /// Phoebus: disabled while it alarms, enabled again while it still would.
    @Test
    void whatIsSwitchedOffEndsAndIsRaisedAnewWhenItIsSwitchedOn() {
        Story story = new Story(two(0), SECOND);
        story.phases(95);
        story.remove();
        assertThat(story.state.phase()).isEqualTo(Phase.INACTIVE);
        story.phases(95);

        assertThat(story.told()).containsExactly("FIRING", "ENDED", "FIRING");
    }

    /// Phoebus issue 1966: disabled within the delay.
    @Test
    void whatIsSwitchedOffWithinItsHoldNeverFires() {
        Story story = new Story(two(2), SECOND);
        story.phases(95);
        story.remove();

        assertThat(story.told()).containsExactly("PENDING", "CALMED");
        assertThat(story.state.phase()).isEqualTo(Phase.INACTIVE);
    }

    private static EffectiveRule above(double raise, long holdSeconds, Duration keepFiringFor) {
        return rule(Comparison.ABOVE, level(raise, raise, holdSeconds), null, keepFiringFor);
    }

    private static EffectiveRule two(long holdSeconds) {
        return effective(level(80, 80, holdSeconds), level(90, 90, holdSeconds), Duration.ZERO);
    }

    private static EffectiveRule rule(
            Comparison comparison, Level warning, @Nullable Level critical, Duration keepFiringFor) {
        AlertRule rule = TestRules.rule(
                "rule", 1, RuleSource.Metric.newest("system.cpu.utilization"), comparison, RuleSettings.INHERITED);
        return new EffectiveRule(rule, warning, critical, keepFiringFor, null, null);
    }

    /// One instance through time, a value each interval.
    private static final class Story {

        private final Duration interval;
        private final List<Step.Change> changes = new ArrayList<>();
        private EffectiveRule rule;
        private AlertState state = AlertState.INACTIVE;
        private Instant at = START;

        Story(EffectiveRule rule, Duration interval) {
            this.rule = rule;
            this.interval = interval;
        }

        List<Phase> phases(double... values) {
            List<Phase> phases = new ArrayList<>();
            for (double value : values) {
                take(AlertMachine.step(rule, state, new Value(at, value, interval)));
                at = at.plus(interval);
                phases.add(state.phase());
            }
            return phases;
        }

        void silence() {
            take(AlertMachine.step(rule, state, new Silent(at)));
        }

        void edit(EffectiveRule edited) {
            rule = edited;
            take(AlertMachine.reevaluate(rule, state, at, null));
        }

        void remove() {
            take(AlertMachine.reevaluate(null, state, at, null));
        }

        List<String> told() {
            return changes.stream()
                    .map(Step.Change::type)
                    .filter(type -> type != AlertTransition.Type.FLAPPING)
                    .map(Enum::name)
                    .toList();
        }

        private void take(Step step) {
            state = step.state();
            changes.addAll(step.changes());
        }
    }

    /// A rule that wants a value several times within a window.
    private static final class Times {

        private final Story story = new Story(above(80, 0, Duration.ZERO), SECOND);
        private final Window window;

        Times(int count, long windowSeconds) {
            window = new Window(
                    new RuleSource.Metric("system.cpu.utilization", List.of(), Aggregation.TIMES, windowSeconds, count),
                    Comparison.ABOVE);
        }

        List<Phase> phases(double... values) {
            for (double value : values) {
                double seen = window.add(story.at.toEpochMilli(), value);
                if (Double.isNaN(seen)) {
                    story.at = story.at.plus(SECOND);
                } else {
                    story.phases(seen);
                }
            }
            return Collections.singletonList(story.state.phase());
        }
    }
}
