package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.Severity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rule as it counts for one instance of one host, after all its layers.
///
/// **Absent** - a level that is switched off or has no threshold; there is at least one.
/// **Threads** - immutable.
public record EffectiveRule(
        AlertRule rule,
        @Nullable Level warning,
        @Nullable Level critical,
        Duration keepFiringFor,
        @Nullable String guidance,
        @Nullable String runbookUrl) {

    public Optional<Level> level(Severity severity) {
        return Optional.ofNullable(
                switch (severity) {
                    case WARNING -> warning;
                    case CRITICAL -> critical;
                });
    }

    /// The raise threshold that is reached first: a value that is not beyond it raises nothing.
    public double firstRaise() {
        double first = Double.NaN;
        for (Severity severity : Severity.values()) {
            double raise = level(severity).map(Level::raise).orElse(Double.NaN);
            if (Double.isNaN(first) || rule.comparison().isBeyond(first, raise)) {
                first = Double.isNaN(raise) ? first : raise;
            }
        }
        return first;
    }

    /// Raised when the value is beyond `raise` for as long as `hold`; over when it is no longer beyond `clear`.
    ///
    /// **Unit** - of the rule's source.
    public record Level(double raise, double clear, Duration hold) {

        public boolean isBeyondRaise(Comparison comparison, double value) {
            return comparison.isBeyond(value, raise);
        }

        public boolean isBeyondClear(Comparison comparison, double value) {
            return comparison.isBeyond(value, clear);
        }
    }
}
