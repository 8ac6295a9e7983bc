package io.nocturne.server.alert.machine;

import static io.nocturne.server.alert.machine.TestRules.effective;
import static io.nocturne.server.alert.machine.TestRules.level;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.alert.machine.AlertState.Phase;
import io.nocturne.server.alert.machine.Observation.Silent;
import io.nocturne.server.alert.machine.Observation.Value;
import io.nocturne.server.alert.machine.Step.Change;
import io.nocturne.server.rule.EffectiveRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertMachineTest {

    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final EffectiveRule RULE = effective(level(80, 75, 20), level(90, 85, 40), Duration.ZERO);

    /// Every state with every event. The state is reached by the values before the bar, one each 10 s; `-` is
    /// silence; the event is what comes after it.
    @ParameterizedTest(name = "{0} then {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # state              | event  | phase    | severity | told
            10                   | 10     | INACTIVE | none     | none
            10                   | 80     | INACTIVE | none     | none
            10                   | 81     | PENDING  | WARNING  | PENDING
            10                   | 95     | PENDING  | CRITICAL | PENDING
            10                   | -      | INACTIVE | none     | none
            10                   | edit   | INACTIVE | none     | none
            10                   | delete | INACTIVE | none     | none
            10                   | gone   | INACTIVE | none     | none
            81                   | 81     | PENDING  | WARNING  | none
            81                   | 95     | PENDING  | CRITICAL | none
            81                   | 80     | INACTIVE | none     | CALMED
            81                   | -      | PENDING  | WARNING  | none
            81                   | edit   | INACTIVE | none     | CALMED
            81                   | delete | INACTIVE | none     | CALMED
            81                   | gone   | INACTIVE | none     | CALMED
            81 81                | 81     | FIRING   | WARNING  | FIRING
            81 81                | 95     | FIRING   | WARNING  | FIRING
            95 95 95 95          | 95     | FIRING   | CRITICAL | ESCALATED
            81 81 81             | 81     | FIRING   | WARNING  | none
            81 81 81             | 76     | FIRING   | WARNING  | none
            81 81 81             | 75     | INACTIVE | none     | RESOLVED
            81 81 81             | 95     | FIRING   | WARNING  | none
            81 81 81             | -      | UNKNOWN  | WARNING  | UNKNOWN
            81 81 81             | edit   | INACTIVE | none     | ENDED
            81 81 81             | delete | INACTIVE | none     | ENDED
            81 81 81             | gone   | INACTIVE | none     | ENDED
            81 81 95 95 95 95    | 95     | FIRING   | CRITICAL | ESCALATED
            95 95 95 95 95       | 95     | FIRING   | CRITICAL | none
            95 95 95 95 95       | 86     | FIRING   | CRITICAL | none
            95 95 95 95 95       | 85     | FIRING   | WARNING  | EASED
            95 95 95 95 95       | 76     | FIRING   | WARNING  | EASED
            95 95 95 95 95       | 75     | INACTIVE | none     | RESOLVED
            95 95 95 95 95       | -      | UNKNOWN  | CRITICAL | UNKNOWN
            95 95 95 95 95       | edit   | FIRING   | WARNING  | EASED
            95 95 95 95 95       | delete | INACTIVE | none     | ENDED
            81 81 81 -           | 76     | FIRING   | WARNING  | KNOWN
            81 81 81 -           | 75     | INACTIVE | none     | RESOLVED
            81 81 81 -           | -      | UNKNOWN  | WARNING  | none
            81 81 81 -           | edit   | INACTIVE | none     | ENDED
            81 81 81 -           | delete | INACTIVE | none     | ENDED
            81 81 81 -           | gone   | INACTIVE | none     | ENDED
            95 95 95 95 95 -     | 95     | FIRING   | CRITICAL | KNOWN
            95 95 95 95 95 -     | 80     | FIRING   | WARNING  | KNOWN EASED
            95 95 95 95 95 -     | 10     | INACTIVE | none     | RESOLVED
            95 95 95 95 95 -     | edit   | UNKNOWN  | WARNING  | EASED
            """)
    void takesTheStep(String before, String event, Phase phase, @Nullable Severity severity, @Nullable String told) {
        Run run = new Run(RULE);
        for (String each : before.split(" ", -1)) {
            run.happens(each);
        }
        run.told.clear();

        run.happens(event);

        assertThat(run.state.phase()).isEqualTo(phase);
        assertThat(run.state.severity()).isEqualTo(severity);
        assertThat(run.told()).isEqualTo(told == null ? "" : told);
    }

    @Test
    void aGapOfMoreThanThreeIntervalsStartsTheHoldAnew() {
        Run run = new Run(RULE).values(81);
        run.at = run.at.plus(INTERVAL.multipliedBy(3)).plusMillis(1);

        run.values(81);
        assertThat(run.told()).isEqualTo("PENDING");
        run.values(81, 81);
        assertThat(run.told()).isEqualTo("PENDING FIRING");
    }

    @Test
    void aGapOfThreeIntervalsDoesNot() {
        Run run = new Run(RULE).values(81);
        run.at = run.at.plus(INTERVAL.multipliedBy(2));

        run.values(81);

        assertThat(run.told()).isEqualTo("PENDING FIRING");
    }

    @Test
    void aValueOnTheThresholdNeverFlaps() {
        Run run = new Run(effective(level(80, 75, 0), null, Duration.ZERO));
        for (int i = 0; i < 100; i++) {
            run.values(i % 2 == 0 ? 80.1 : 79.9);
        }
        assertThat(run.told()).isEqualTo("FIRING");
    }

    @Test
    void keepsFiringForAsLongAsTheRuleSays() {
        Run run = new Run(effective(level(80, 80, 0), null, Duration.ofSeconds(20)));

        run.values(81, 70, 70, 81, 70, 70);
        assertThat(run.told()).isEqualTo("FIRING");
        run.values(70);
        assertThat(run.told()).isEqualTo("FIRING RESOLVED");
    }

    @Test
    void aLevelAboveWhatMayBeIsNotReached() {
        EffectiveRule rule = effective(level(3, 3, 0), level(10, 10, 0), Duration.ZERO);

        Step step = AlertMachine.step(rule, AlertState.INACTIVE, new Value(START, 50, INTERVAL, Severity.WARNING));

        assertThat(step.state().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void whatIsOlderThanWhatWasSeenChangesNothing() {
        Run run = new Run(effective(level(80, 75, 0), null, Duration.ZERO)).values(10, 10);

        Step step = AlertMachine.step(run.rule, run.state, new Value(START, 99, INTERVAL));

        assertThat(step.changes()).isEmpty();
        assertThat(step.state()).isEqualTo(run.state);
    }

    @Test
    void flapsFromTheFifthChangeInAMinuteAndIsSteadyAfterTwentyMinutes() {
        Run run = new Run(effective(level(80, 75, 0), null, Duration.ZERO));

        run.values(81, 10, 81, 10, 81);
        assertThat(run.state.flapping()).isFalse();
        run.values(10);
        assertThat(run.told()).endsWith("RESOLVED FLAPPING");
        run.at = run.at.plus(Duration.ofMinutes(19));
        run.values(10);
        assertThat(run.state.flapping()).isTrue();
        run.at = run.at.plus(Duration.ofMinutes(6));
        run.values(10);
        assertThat(run.told()).endsWith("FLAPPING STEADY");
    }

    @Test
    void theScoreHalvesInAQuarterOfAnHour() {
        assertThat(AlertMachine.decayed(4, START, START.plus(Duration.ofMinutes(15))))
                .isEqualTo(2);
    }

    @Test
    void aLongerHoldDoesNotPutAFiringAlertBack() {
        Run run = new Run(RULE).values(81, 81, 81);

        Step step =
                AlertMachine.reevaluate(effective(level(80, 75, 3_600), null, Duration.ZERO), run.state, run.at, null);

        assertThat(step.changes()).isEmpty();
        assertThat(step.state().phase()).isEqualTo(Phase.FIRING);
    }

    @Test
    void aLowerCriticalThresholdEscalatesAtOnceWithoutAHold() {
        Run run = new Run(RULE).values(82, 82, 82);

        Step step = AlertMachine.reevaluate(
                effective(level(70, 65, 0), level(81, 80, 0), Duration.ZERO), run.state, run.at, null);

        assertThat(step.changes()).extracting(Change::type).containsExactly(AlertTransition.Type.ESCALATED);
    }

    @Test
    void theSameValuesGiveTheSameStepsWheneverTheyAreLookedAt() {
        double[] values = {10, 81, 82, 95, 95, 96, 97, 95, 84, 70, 10, 91, 91, 91};

        assertThat(new Run(RULE).values(values).told).isEqualTo(new Run(RULE).values(values).told);
    }

    /// One instance through time.
    private static final class Run {

        private static final EffectiveRule HIGHER = effective(level(99, 84, 0), level(99.5, 99, 0), Duration.ZERO);

        private final EffectiveRule rule;
        private final List<Change> told = new ArrayList<>();
        private AlertState state = AlertState.INACTIVE;
        private Instant at = START;

        Run(EffectiveRule rule) {
            this.rule = rule;
        }

        Run values(double... values) {
            for (double value : values) {
                take(AlertMachine.step(rule, state, new Value(at, value, INTERVAL)));
            }
            return this;
        }

        void happens(String event) {
            switch (event) {
                case "-" -> take(AlertMachine.step(rule, state, new Silent(at)));
                case "edit" -> take(AlertMachine.reevaluate(HIGHER, state, at, null));
                case "delete" -> take(AlertMachine.reevaluate(null, state, at, null));
                case "gone" -> take(AlertMachine.end(state, EndReason.SERIES_GONE, at));
                default -> values(Double.parseDouble(event));
            }
        }

        String told() {
            return told.stream().map(change -> change.type().name()).collect(Collectors.joining(" "));
        }

        private void take(Step step) {
            state = step.state();
            told.addAll(step.changes());
            at = at.plus(INTERVAL);
        }
    }
}
