package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule looks at: where the one number comes from that is compared with its thresholds.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RuleSource.Metric.class, name = "metric"),
    @JsonSubTypes.Type(value = RuleSource.Forecast.class, name = "forecast"),
    @JsonSubTypes.Type(value = RuleSource.HostSilent.class, name = "hostSilent"),
    @JsonSubTypes.Type(value = RuleSource.ClockSkew.class, name = "clockSkew"),
    @JsonSubTypes.Type(value = RuleSource.DataLoss.class, name = "dataLoss")
})
public sealed interface RuleSource {

    /// Every series of a metric whose attributes match, each by itself.
    ///
    /// **Unit** - the metric's own.
    /// **Absent** - `windowSeconds` for the newest value alone; `times` unless the aggregation is
    /// [Aggregation#TIMES].
    record Metric(
            String metric,
            List<Matcher> attributes,
            Aggregation aggregation,
            @Nullable Long windowSeconds,
            @Nullable Integer times)
            implements RuleSource {

        /// As long as the last minutes are in memory.
        public static final long MAX_WINDOW_SECONDS = 900;

        public Metric {
            attributes = attributes == null ? List.of() : List.copyOf(attributes);
            aggregation = aggregation == null ? Aggregation.LAST : aggregation;
        }

        /// The newest value of every series of the metric.
        public static Metric newest(String metric) {
            return new Metric(metric, List.of(), Aggregation.LAST, null, null);
        }
    }

    /// How long until a series reaches a limit if it goes on as it did.
    ///
    /// **Unit** - the limit in the metric's; what is compared in seconds. By the
    /// trend's pessimistic bound, and no value where the trend is not clear.
    record Forecast(String metric, List<Matcher> attributes, double limit, long historySeconds) implements RuleSource {

        public Forecast {
            attributes = attributes == null ? List.of() : List.copyOf(attributes);
        }
    }

    /// How long a host has been silent.
    ///
    /// **Unit** - its collection intervals. A host whose agent said goodbye is at most a warning.
    record HostSilent() implements RuleSource {}

    /// How far a host's clock is from the server's, whichever way.
    ///
    /// **Unit** - seconds.
    record ClockSkew() implements RuleSource {}

    /// How often an agent had to give up snapshots within a window.
    ///
    /// **Unit** - events.
    record DataLoss(long windowSeconds) implements RuleSource {}

    /// How the samples of a window become one number.
    enum Aggregation {
        /// The newest.
        @JsonProperty("last")
        LAST,
        @JsonProperty("avg")
        AVG,
        @JsonProperty("min")
        MIN,
        @JsonProperty("max")
        MAX,
        /// The n-th worst: beyond a threshold when at least n samples of the window are.
        @JsonProperty("times")
        TIMES
    }
}
