package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nocturne.model.series.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a draft of a rule would have raised in a stretch of time, and how that differs from the saved rule.
///
/// **Shape** - `missed` are alerts of the saved rule at whose time the draft has none for the same instance,
/// `added` the other way; at most [#MAX_LISTED] are listed, the longest first, and counted all. `resolution`
/// is that of the data: minutes are looked at as their best value, then their worst, or as their average
/// where the rule wants one. What nobody can know any more is named by `notKept`: there the live alerts may
/// have been others.
/// **Absent** - `saved` where no rule of that id is saved.
public record RulePreview(
        Instant from,
        Instant to,
        Resolution resolution,
        int hosts,
        int series,
        Outcome draft,
        @Nullable Outcome saved,
        int missedCount,
        List<WouldBe> missed,
        int addedCount,
        List<WouldBe> added,
        List<NotKept> notKept) {

    public static final int MAX_LISTED = 200;

    public RulePreview {
        missed = List.copyOf(missed);
        added = List.copyOf(added);
        notKept = notKept == null ? List.of() : List.copyOf(notKept);
    }

    /// What the live engine knew and no history tells.
    public enum NotKept {
        /// When a sample arrived: one that came late counts as if it had come in time.
        @JsonProperty("arrivals")
        ARRIVALS,
        /// When the server itself was away: what nobody could deliver then counts as silence.
        @JsonProperty("serverAbsences")
        SERVER_ABSENCES,
        /// Silences of less than a minute, where only minutes are left.
        @JsonProperty("shortSilences")
        SHORT_SILENCES,
        /// Goodbyes and losses before the newest thousand events of a host.
        @JsonProperty("olderEvents")
        OLDER_EVENTS,
        /// At which second of a minute the engine computed forecasts: it is done here at the full minute.
        @JsonProperty("forecastSeconds")
        FORECAST_SECONDS
    }

    /// What one version of the rule would have done.
    ///
    /// **Shape** - `flaps` counts how often an instance began to flap; `notifications` what one receiver would
    /// have got, with five minutes of deduplication; `atNight` the alerts that began from 22:00 to 07:00.
    /// `byHost` the busiest first, at most 20; `alerts` by time, at most [RulePreview#MAX_LISTED].
    /// **Unit** - lengths in seconds; what still fires is as long as the stretch lasts.
    public record Outcome(
            int count,
            int critical,
            int flaps,
            int notifications,
            int atNight,
            long medianSeconds,
            long longestSeconds,
            long totalSeconds,
            List<OfHost> byHost,
            List<WouldBe> alerts) {

        public Outcome {
            byHost = List.copyOf(byHost);
            alerts = List.copyOf(alerts);
        }
    }

    /// How many alerts one host would have had.
    public record OfHost(String host, int count) {}

    /// An alert that would have been.
    ///
    /// **Shape** - `severity` is the worst that it came to, and `worst` the value.
    /// **Absent** - `endedAt` while it still fires at the end of the stretch.
    public record WouldBe(
            String host,
            Map<String, String> attributes,
            Severity severity,
            Instant firedAt,
            @Nullable Instant endedAt,
            double worst) {

        public WouldBe {
            attributes = Map.copyOf(attributes);
        }
    }
}
