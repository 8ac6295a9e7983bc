package io.nocturne.server.replay;

import io.nocturne.model.alert.AlertHygiene.Mend;
import io.nocturne.model.alert.AlertHygiene.Mend.Kind;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Looks for the smallest edit of a rule's global layer that takes most of its alerts away and none that
/// lasts: it tries each on what was.
///
/// **Threads** - safe.
@Component
class Mending {

    /// An alert that lasts so long was worth a look.
    private static final Duration WORTH_A_LOOK = Duration.ofMinutes(10);
    private static final long[] HOLDS = {60, 180, 300};
    private static final double DEADBAND = 0.1;
    private static final double ENOUGH = 0.5;

    private final Replay replay;

    Mending(Replay replay) {
        this.replay = replay;
    }

    /// Empty where there is none, or the rule cannot be replayed, or that would take too much work.
    ///
    /// **Shape** - the first of the candidates that halves the alerts and misses no long one; else the one
    /// that takes most away of those that miss none.
    Optional<Mend> of(AlertRule rule, TimeRange range) {
        if (!Replay.canBeReplayed(rule.source())) {
            return Optional.empty();
        }
        List<Candidate> candidates = candidates(rule);
        List<AlertRule> versions = new ArrayList<>();
        versions.add(rule);
        candidates.forEach(candidate -> versions.add(candidate.rule()));
        return replay.run(versions, range, Set.of(), ZoneOffset.UTC, () -> false)
                .flatMap(outcomes -> best(candidates, outcomes.tallies()));
    }

    private static Optional<Mend> best(List<Candidate> candidates, List<Tally> tallies) {
        Tally saved = tallies.getFirst();
        Mend best = null;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            int before = saved.alerts().size();
            int after = tallies.get(i + 1).alerts().size();
            if (after < before && (best == null || after < best.after()) && missesNone(saved, tallies.get(i + 1))) {
                best = new Mend(candidate.rule(), candidate.kind(), before, after);
                if (after <= before * ENOUGH) {
                    break;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean missesNone(Tally saved, Tally tried) {
        return Differences.of(saved, tried).listed().stream()
                .allMatch(alert -> saved.seconds(alert) < WORTH_A_LOOK.toSeconds());
    }

    /// From the smallest to the largest.
    private static List<Candidate> candidates(AlertRule rule) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(Kind.DEADBAND, edited(rule, 0, DEADBAND)));
        for (long hold : HOLDS) {
            candidates.add(new Candidate(Kind.HOLD, edited(rule, hold, 0)));
        }
        candidates.add(new Candidate(Kind.BOTH, edited(rule, HOLDS[1], DEADBAND)));
        return candidates;
    }

    private static AlertRule edited(AlertRule rule, long hold, double deadband) {
        RuleSettings settings = rule.settings();
        return new AlertRule(
                rule.ruleId(),
                rule.name(),
                rule.version(),
                rule.source(),
                rule.comparison(),
                rule.hosts(),
                new RuleSettings(
                        settings.enabled(),
                        edited(rule.comparison(), settings.warning(), hold, deadband),
                        edited(rule.comparison(), settings.critical(), hold, deadband),
                        settings.keepFiringForSeconds(),
                        settings.guidance(),
                        settings.runbookUrl()),
                rule.layers(),
                rule.labels(),
                null,
                null);
    }

    /// Longer by the hold, or over only at a tenth of the threshold further away.
    private static @Nullable Threshold edited(
            Comparison comparison, @Nullable Threshold threshold, long hold, double deadband) {
        if (threshold == null || threshold.raise() == null) {
            return threshold;
        }
        double raise = threshold.raise();
        Double clear = threshold.clear();
        if (deadband > 0) {
            double further = Math.abs(raise) * deadband * (comparison == Comparison.ABOVE ? -1 : 1);
            clear = (clear == null ? raise : clear) + further;
        }
        Long before = threshold.forSeconds();
        return new Threshold(threshold.enabled(), raise, clear, (before == null ? 0 : before) + hold);
    }

    private record Candidate(Kind kind, AlertRule rule) {}
}
