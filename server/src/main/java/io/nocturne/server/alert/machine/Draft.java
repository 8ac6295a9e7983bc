package io.nocturne.server.alert.machine;

import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.alert.machine.AlertState.Phase;
import io.nocturne.server.alert.machine.Step.Change;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.rule.EffectiveRule.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The next state while it is being made.
///
/// **Threads** - confined to one step.
final class Draft {

    private final @Nullable EffectiveRule rule;
    private final Instant at;
    private final double value;
    private final List<Change> changes = new ArrayList<>(2);
    private Phase phase;
    private @Nullable Severity severity;
    private @Nullable Instant warningSince;
    private @Nullable Instant criticalSince;
    private @Nullable Instant warningClearSince;
    private @Nullable Instant criticalClearSince;
    private @Nullable Instant unknownSince;
    private double flapScore;
    private @Nullable Instant flapAt;
    private boolean flapping;

    Draft(@Nullable EffectiveRule rule, AlertState from, Instant at, double value) {
        this.rule = rule;
        this.at = at;
        this.value = value;
        this.phase = from.phase();
        this.severity = from.severity();
        this.warningSince = from.warningSince();
        this.criticalSince = from.criticalSince();
        this.warningClearSince = from.warningClearSince();
        this.criticalClearSince = from.criticalClearSince();
        this.unknownSince = from.unknownSince();
        this.flapScore = from.flapScore();
        this.flapAt = from.flapAt();
        this.flapping = from.flapping();
    }

    Step step(@Nullable Instant lastAt) {
        return new Step(
                new AlertState(
                        phase,
                        severity,
                        warningSince,
                        criticalSince,
                        warningClearSince,
                        criticalClearSince,
                        lastAt,
                        value,
                        unknownSince,
                        flapScore,
                        flapAt,
                        flapping),
                changes);
    }

    void stopClocks() {
        warningSince = null;
        criticalSince = null;
        warningClearSince = null;
        criticalClearSince = null;
    }

    /// A level that is above `atMost` counts as one that the rule does not have.
    void runClocks(@Nullable Severity atMost) {
        Level warning = level(Severity.WARNING);
        Level critical = atMost == Severity.WARNING ? null : level(Severity.CRITICAL);
        warningSince = isBeyondRaise(warning) ? since(warningSince) : null;
        criticalSince = isBeyondRaise(critical) ? since(criticalSince) : null;
        warningClearSince = isBeyondClear(warning) ? null : since(warningClearSince);
        criticalClearSince = isBeyondClear(critical) ? null : since(criticalClearSince);
    }

    void raise() {
        Severity due = isDue(Severity.CRITICAL, criticalSince)
                ? Severity.CRITICAL
                : isDue(Severity.WARNING, warningSince) ? Severity.WARNING : null;
        if (due != null) {
            phase = Phase.FIRING;
            severity = due;
            tell(AlertTransition.Type.FIRING, null);
            flap();
        } else {
            stayPending();
        }
    }

    /// Pending as long as a raise clock runs.
    void stayPending() {
        if (warningSince == null && criticalSince == null) {
            if (phase == Phase.PENDING) {
                calm(null);
            }
            rest();
            return;
        }
        severity = criticalSince == null ? Severity.WARNING : Severity.CRITICAL;
        if (phase == Phase.INACTIVE) {
            phase = Phase.PENDING;
            tell(AlertTransition.Type.PENDING, null);
        }
    }

    void watch() {
        if (severity == Severity.WARNING && isDue(Severity.CRITICAL, criticalSince)) {
            severity = Severity.CRITICAL;
            tell(AlertTransition.Type.ESCALATED, null);
        } else if (severity == Severity.CRITICAL && isOver(Severity.CRITICAL, criticalClearSince)) {
            if (isOver(Severity.WARNING, warningClearSince)) {
                resolve();
            } else {
                severity = Severity.WARNING;
                tell(AlertTransition.Type.EASED, null);
            }
        } else if (severity == Severity.WARNING && isOver(Severity.WARNING, warningClearSince)) {
            resolve();
        }
    }

    void loseSight() {
        phase = Phase.UNKNOWN;
        unknownSince = at;
        tell(AlertTransition.Type.UNKNOWN, null);
    }

    /// What resolved unseen is told as that alone.
    void seeAgain() {
        phase = Phase.FIRING;
        unknownSince = null;
        tell(AlertTransition.Type.KNOWN, null);
        watch();
        if (phase == Phase.INACTIVE) {
            changes.removeFirst();
        }
    }

    /// Takes the severity that changed thresholds give to the newest value.
    void follow() {
        boolean isCritical = isBeyondClear(level(Severity.CRITICAL));
        boolean isWarning = isBeyondClear(level(Severity.WARNING));
        if (severity == Severity.CRITICAL && !isCritical) {
            if (isWarning) {
                severity = Severity.WARNING;
                tell(AlertTransition.Type.EASED, null);
            } else {
                end(EndReason.RULE_CHANGED);
            }
        } else if (severity == Severity.WARNING) {
            if (isDue(Severity.CRITICAL, criticalSince) || (isCritical && level(Severity.WARNING) == null)) {
                severity = Severity.CRITICAL;
                tell(AlertTransition.Type.ESCALATED, null);
            } else if (!isWarning) {
                end(EndReason.RULE_CHANGED);
            }
        }
    }

    void calm(@Nullable EndReason reason) {
        tell(AlertTransition.Type.CALMED, reason);
        rest();
    }

    void end(EndReason reason) {
        tell(AlertTransition.Type.ENDED, reason);
        rest();
    }

    void steady() {
        if (flapping && AlertMachine.decayed(flapScore, flapAt, at) < AlertMachine.STEADY_BELOW) {
            flapping = false;
            tell(AlertTransition.Type.STEADY, null);
        }
    }

    private void resolve() {
        tell(AlertTransition.Type.RESOLVED, null);
        rest();
        flap();
    }

    private void rest() {
        phase = Phase.INACTIVE;
        severity = null;
        unknownSince = null;
        stopClocks();
    }

    private void flap() {
        flapScore = AlertMachine.decayed(flapScore, flapAt, at) + 1;
        flapAt = at;
        if (!flapping && flapScore >= AlertMachine.FLAPS_FROM) {
            flapping = true;
            tell(AlertTransition.Type.FLAPPING, null);
        }
    }

    private void tell(AlertTransition.Type type, @Nullable EndReason reason) {
        changes.add(new Change(type, at, severity, value, reason));
    }

    private Instant since(@Nullable Instant running) {
        return running == null ? at : running;
    }

    private @Nullable Level level(Severity of) {
        return rule == null ? null : rule.level(of).orElse(null);
    }

    private boolean isBeyondRaise(@Nullable Level level) {
        return level != null && rule != null && level.isBeyondRaise(rule.rule().comparison(), value);
    }

    private boolean isBeyondClear(@Nullable Level level) {
        return level != null && rule != null && level.isBeyondClear(rule.rule().comparison(), value);
    }

    private boolean isDue(Severity of, @Nullable Instant since) {
        Level level = level(of);
        return level != null && since != null && Duration.between(since, at).compareTo(level.hold()) >= 0;
    }

    /// A level that the rule does not have holds nothing up.
    private boolean isOver(Severity of, @Nullable Instant clearSince) {
        Level level = level(of);
        return level == null
                || rule == null
                || (clearSince != null && Duration.between(clearSince, at).compareTo(rule.keepFiringFor()) >= 0);
    }
}
