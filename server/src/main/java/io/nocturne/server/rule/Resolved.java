package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.server.rule.EffectiveRule.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the layers of a rule come to for one instance, each part with the layer that says it.
///
/// **Threads** - immutable.
public record Resolved(
        AlertRule rule,
        Said<Boolean> enabled,
        ResolvedLevel warning,
        ResolvedLevel critical,
        Said<Long> keepFiringForSeconds,
        Said<@Nullable String> guidance,
        Said<@Nullable String> runbookUrl) {

    /// What counts; empty when nothing of it is switched on.
    public Optional<EffectiveRule> effective() {
        Level forWarning = warning.level();
        Level forCritical = critical.level();
        if (!enabled.value() || (forWarning == null && forCritical == null)) {
            return Optional.empty();
        }
        return Optional.of(new EffectiveRule(
                rule,
                forWarning,
                forCritical,
                Duration.ofSeconds(keepFiringForSeconds.value()),
                guidance.value(),
                runbookUrl.value()));
    }

    /// One severity's part. A clear threshold that moved along with the raise threshold stands where the
    /// distance between them is said.
    public record ResolvedLevel(
            Said<Boolean> enabled, Said<@Nullable Double> raise, Said<@Nullable Double> clear, Said<Long> forSeconds) {

        @Nullable
        Level level() {
            Double raised = raise.value();
            Double cleared = clear.value();
            return raised == null || cleared == null || !enabled.value()
                    ? null
                    : new Level(raised, cleared, Duration.ofSeconds(forSeconds.value()));
        }
    }

    /// A value and where it stands.
    ///
    /// **Shape** - `layer` counts the rule's layers from 0; [#OF_RULE] is the settings of the rule itself, and
    /// [#NOWHERE] means that nobody says it.
    public record Said<T extends @Nullable Object>(
            T value, int layer, @Nullable Scope scope) {

        public static final int OF_RULE = -1;
        public static final int NOWHERE = -2;

        static <T extends @Nullable Object> Said<T> nowhere(T value) {
            return new Said<>(value, NOWHERE, null);
        }

        <R extends @Nullable Object> Said<R> with(R other) {
            return new Said<>(other, layer, scope);
        }
    }
}
