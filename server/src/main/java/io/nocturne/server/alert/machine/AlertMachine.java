package io.nocturne.server.alert.machine;

import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.alert.machine.AlertState.Phase;
import io.nocturne.server.alert.machine.Observation.Silent;
import io.nocturne.server.alert.machine.Observation.Value;
import io.nocturne.server.rule.EffectiveRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Judges one instance of a rule, observation by observation.
///
/// It has no clock: `for` and `keep firing for` run on the observations' own time, so the same samples give
/// the same steps whenever they are looked at. An alert is raised when the value is beyond a level's raise
/// threshold for its hold, and falls when the value is no longer beyond that level's clear threshold for as
/// long as the rule keeps it firing; between the two nothing changes. Clocks start anew after a gap of more
/// than three intervals, because nobody knows what the value was meanwhile.
///
/// **Flapping** - each raise and each resolve adds 1 to a score that halves every 15 minutes:
/// `score = score * 2^(-minutes/15) + 1`. It flaps from 5 on, until the score is below 2. A change every 4.8
/// minutes or faster gets there in the end.
/// **Shape** - each raise has exactly one end: resolved, or ended with a reason.
/// **Threads** - stateless.
public final class AlertMachine {

    /// After so many intervals without a value nothing is known of what was in between.
    public static final int GAP_INTERVALS = 3;

    static final Duration FLAP_HALF_LIFE = Duration.ofMinutes(15);
    static final double FLAPS_FROM = 5;
    static final double STEADY_BELOW = 2;

    private AlertMachine() {}

    public static Step step(EffectiveRule rule, AlertState state, Observation observation) {
        return switch (observation) {
            case Silent silent -> silent(state, silent);
            case Value value -> value(rule, state, value);
        };
    }

    /// What becomes of it when its rule changed; without a rule, when there is none for it any more.
    ///
    /// **Shape** - judged by the newest value, no worse than `atMost` where that is given. A firing alert is
    /// never put back to pending: what is no longer beyond a clear threshold ends, what is takes the severity
    /// that the new thresholds give it.
    public static Step reevaluate(
            @Nullable EffectiveRule rule, AlertState state, Instant at, @Nullable Severity atMost) {
        if (state.phase() == Phase.INACTIVE) {
            return rule == null ? Step.none(AlertState.INACTIVE) : Step.none(state);
        }
        if (rule == null) {
            return end(state, EndReason.RULE_CHANGED, at);
        }
        Draft draft = new Draft(rule, state, at, state.value());
        draft.runClocks(atMost);
        if (state.phase() == Phase.PENDING) {
            draft.stayPending();
        } else {
            draft.follow();
        }
        return draft.step(state.lastAt());
    }

    /// Ends what is going on, if anything is.
    public static Step end(AlertState state, EndReason reason, Instant at) {
        Draft draft = new Draft(null, state, at, state.value());
        switch (state.phase()) {
            case INACTIVE -> {
                return Step.none(state);
            }
            case PENDING -> draft.calm(reason);
            case FIRING, UNKNOWN -> draft.end(reason);
        }
        return draft.step(state.lastAt());
    }

    /// How flapping a score is after a while.
    public static double decayed(double score, @Nullable Instant since, Instant now) {
        if (since == null || !now.isAfter(since)) {
            return score;
        }
        double halves = Duration.between(since, now).toMillis() / (double) FLAP_HALF_LIFE.toMillis();
        return score * Math.pow(2, -halves);
    }

    private static Step silent(AlertState state, Silent silent) {
        if (state.phase() != Phase.FIRING) {
            return Step.none(state);
        }
        Draft draft = new Draft(null, state, silent.at(), state.value());
        draft.loseSight();
        return draft.step(state.lastAt());
    }

    private static Step value(EffectiveRule rule, AlertState state, Value seen) {
        Instant last = state.lastAt();
        if (last != null && !seen.at().isAfter(last)) {
            return Step.none(state);
        }
        Draft draft = new Draft(rule, state, seen.at(), seen.value());
        if (last != null
                && Duration.between(last, seen.at()).compareTo(seen.interval().multipliedBy(GAP_INTERVALS)) > 0) {
            draft.stopClocks();
        }
        draft.runClocks(seen.atMost());
        switch (state.phase()) {
            case INACTIVE, PENDING -> draft.raise();
            case FIRING -> draft.watch();
            case UNKNOWN -> draft.seeAgain();
        }
        draft.steady();
        return draft.step(seen.at());
    }

    /// The type of what ends a raise.
    public static boolean isEnd(AlertTransition.Type type) {
        return type == AlertTransition.Type.RESOLVED || type == AlertTransition.Type.ENDED;
    }
}
