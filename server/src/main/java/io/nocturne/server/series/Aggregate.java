package io.nocturne.server.series;

import java.util.Set;

/// What a range query makes of the series that it finds.
sealed interface Aggregate {

    /// Each series as it is.
    record Every() implements Aggregate {}

    /// The `k` series of each metric with the highest average over the range; ties by key, then by host.
    record Top(int k) implements Aggregate {}

    /// One series for each metric, and for each host and each value of the attributes that `by` keeps apart.
    record Across(Combine combine, By by) implements Aggregate {}

    /// How series become one, step by step. A series without a sample in a step has no part in it.
    ///
    /// **Shape** - the combined value stands in a point's `avg`, the number of series in its `count`. For
    /// `SUM`, `min` and `max` are the sums of the series' minima and maxima, between which the true sum
    /// always was; for the others, the lowest and the highest sample of any series.
    enum Combine {
        /// The sum of the series' averages in the step.
        SUM,
        /// The mean of the series' averages in the step; each series counts the same, however often it was sampled.
        AVG,
        /// The highest sample of any series in the step.
        MAX,
        /// The lowest sample of any series in the step.
        MIN
    }

    /// What stays apart.
    record By(boolean host, Set<String> attributes) {

        public By {
            attributes = Set.copyOf(attributes);
        }
    }
}
