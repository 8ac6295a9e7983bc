package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many alarms people get, held against how many a person can take, and which rules to mend first.
///
/// **Shape** - rates are averages of the stretch, for each of `operators`. `topTenPercent` is the share of the
/// ten most frequent alarms (a rule, a host, an instance) in all.
/// **Source** - ANSI/ISA-18.2 and EEMUA 191; what counts as which is told at each part.
public record AlertHygiene(
        Instant from,
        Instant to,
        int operators,
        int count,
        Rate perDay,
        Rate perHour,
        Rate perTenMinutes,
        Peak peak,
        Floods floods,
        double hoursAboveThirtyPercent,
        double topTenPercent,
        double criticalPercent,
        List<Chattering> chattering,
        List<Standing> standing,
        List<BadActor> worstRules) {

    public AlertHygiene {
        chattering = List.copyOf(chattering);
        standing = List.copyOf(standing);
        worstRules = List.copyOf(worstRules);
    }

    /// How a figure compares with what a person can take.
    public enum Verdict {
        @JsonProperty("good")
        GOOD,
        /// More than good, and not more than is bearable.
        @JsonProperty("bearable")
        BEARABLE,
        @JsonProperty("tooMany")
        TOO_MANY
    }

    /// Alarms of one operator in a span of time, and the targets.
    public record Rate(double average, int good, int atMost, Verdict verdict) {

        public static Rate of(double average, int good, int atMost) {
            return new Rate(
                    average,
                    good,
                    atMost,
                    average <= good ? Verdict.GOOD : average <= atMost ? Verdict.BEARABLE : Verdict.TOO_MANY);
        }
    }

    /// The ten minutes with the most alarms of one operator.
    ///
    /// **Absent** - `at` when there was no alarm.
    public record Peak(@Nullable Instant at, double count, int atMost) {}

    /// Times at which alarms came faster than they can be read: from ten minutes with more than ten on until
    /// ten minutes with fewer than five.
    public record Floods(int count, double percentOfTime, double atMostPercent) {}

    /// An instance that was raised three times or more within ten minutes.
    public record Chattering(String ruleId, String host, Map<String, String> attributes, int raises) {}

    /// An alarm that has been there for more than a day.
    public record Standing(String alertId, String ruleId, String host, Instant firedAt) {}

    /// A rule that raises much.
    ///
    /// **Absent** - `mend` where no small edit would help, or none can be tried.
    public record BadActor(
            String ruleId,
            String name,
            int count,
            double percent,
            int chattering,
            @Nullable Mend mend) {}

    /// The edit that would mend a rule, and how many alerts it would have raised before and after; each alert
    /// of ten minutes or longer would still have been.
    public record Mend(AlertRule rule, Kind kind, int before, int after) {

        /// What is edited.
        public enum Kind {
            /// The value must stay beyond the threshold for longer.
            @JsonProperty("for")
            HOLD,
            /// It must fall further below the threshold to be over.
            @JsonProperty("deadband")
            DEADBAND,
            @JsonProperty("both")
            BOTH
        }
    }
}
