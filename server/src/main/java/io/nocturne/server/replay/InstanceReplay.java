package io.nocturne.server.replay;

import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.RulePreview.WouldBe;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.alert.machine.AlertState;
import io.nocturne.server.alert.machine.Observation;
import io.nocturne.server.alert.machine.Step;
import io.nocturne.server.alert.machine.Step.Change;
import io.nocturne.server.rule.EffectiveRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The live machine, run over the stored values of one instance.
///
/// **Threads** - confined to the caller's.
final class InstanceReplay {

    private final EffectiveRule rule;
    private final String host;
    private final Map<String, String> attributes;
    private final Duration interval;
    private final Tally tally;
    private final double firstRaise;
    private AlertState state = AlertState.INACTIVE;
    private long lastMillis = Long.MIN_VALUE;
    private double lastValue;
    private @Nullable Instant firedAt;
    private Severity worstSeverity = Severity.WARNING;
    private double worst;

    InstanceReplay(EffectiveRule rule, String host, Map<String, String> attributes, Duration interval, Tally tally) {
        this.rule = rule;
        this.host = host;
        this.attributes = attributes;
        this.interval = interval;
        this.tally = tally;
        this.firstRaise = rule.firstRaise();
    }

    /// Sees the next value, which is later than the one before. One that is beyond no raise threshold changes
    /// nothing while nothing is going on.
    void sees(long timeMillis, double value) {
        sees(timeMillis, value, null);
    }

    /// Sees a value that is no worse than `atMost` where that is given.
    void sees(long timeMillis, double value, @Nullable Severity atMost) {
        if (!isQuietAt(value)) {
            catchUp();
            loseSight(timeMillis);
            take(AlertMachine.step(
                    rule, state, new Observation.Value(Instant.ofEpochMilli(timeMillis), value, interval, atMost)));
            if (firedAt != null && rule.rule().comparison().isBeyond(value, worst)) {
                worst = value;
            }
        }
        lastMillis = timeMillis;
        lastValue = value;
    }

    /// Nobody wants to hear of it at a time: what goes on ends.
    void isExcused(long timeMillis) {
        take(AlertMachine.end(state, EndReason.HOST_REMOVED, Instant.ofEpochMilli(timeMillis)));
    }

    EffectiveRule rule() {
        return rule;
    }

    /// Whether nothing is going on.
    boolean isCalm() {
        return state.isQuiet();
    }

    /// Whether a value changes nothing.
    boolean isQuietAt(double value) {
        return isCalm() && !rule.rule().comparison().isBeyond(value, firstRaise);
    }

    boolean isFlapping() {
        return state.flapping();
    }

    /// What still fires does so beyond the end.
    void end() {
        if (firedAt != null) {
            tally.alert(new WouldBe(host, attributes, worstSeverity, firedAt, null, worst));
        }
    }

    /// The machine did not see what was calm.
    private void catchUp() {
        if (state.isQuiet() && lastMillis != Long.MIN_VALUE) {
            state = state.seen(Instant.ofEpochMilli(lastMillis), lastValue);
        }
    }

    /// Nobody knows what was in a gap.
    private void loseSight(long timeMillis) {
        long gap = interval.toMillis() * AlertMachine.GAP_INTERVALS;
        if (lastMillis != Long.MIN_VALUE && timeMillis - lastMillis > gap) {
            take(AlertMachine.step(rule, state, new Observation.Silent(Instant.ofEpochMilli(lastMillis + gap))));
        }
    }

    private void take(Step step) {
        state = step.state();
        for (Change change : step.changes()) {
            tally.change(change);
            Severity severity = change.severity();
            if (change.type() == AlertTransition.Type.FIRING && severity != null) {
                firedAt = change.at();
                worstSeverity = severity;
                worst = change.value();
            } else if (change.type() == AlertTransition.Type.ESCALATED) {
                worstSeverity = Severity.CRITICAL;
            } else if (AlertMachine.isEnd(change.type()) && firedAt != null) {
                tally.alert(new WouldBe(host, attributes, worstSeverity, firedAt, change.at(), worst));
                firedAt = null;
            }
        }
    }
}
