package io.nocturne.model.alert;

import org.jspecify.annotations.Nullable;

/// What a layer of a rule says; what it leaves out it inherits from the layer below.
///
/// **Unit** - thresholds in the source's unit.
/// **Absent** - each part that is inherited.
public record RuleSettings(
        @Nullable Boolean enabled,
        @Nullable Threshold warning,
        @Nullable Threshold critical,
        @Nullable Long keepFiringForSeconds,
        @Nullable String guidance,
        @Nullable String runbookUrl) {

    public static final RuleSettings INHERITED = new RuleSettings(null, null, null, null, null, null);

    /// A severity's threshold: it is raised beyond `raise` for `forSeconds`, and over when the value is no
    /// longer beyond `clear`.
    ///
    /// **Absent** - each part that is inherited. Who sets `raise` and not `clear` inherits the distance
    /// between the two; where there is none below, they are the same.
    public record Threshold(
            @Nullable Boolean enabled,
            @Nullable Double raise,
            @Nullable Double clear,
            @Nullable Long forSeconds) {

        public static Threshold of(double raise, double clear, long forSeconds) {
            return new Threshold(null, raise, clear, forSeconds);
        }
    }
}
