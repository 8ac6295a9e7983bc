package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One alert from the moment it is pending to its end, as lists, notifications and consoles show it.
///
/// **Shape** - one for each rule, host and instance (`attributes`) at a time. `labels` is what routes and
/// silences match: `alertname` (the rule's id), `severity`, `host`, the host's tags, the metric's attributes,
/// the rule's labels; the former count over the latter. `version` goes up with every change.
/// **Unit** - `value` and `threshold` in the source's unit, of which `unit` is the symbol. `pendingAt`,
/// `firedAt` and `endedAt` by the samples' own time, `changedAt` by the server's.
/// **Absent** - `metric` for a source that is none; `threshold` where there is none any more; `firedAt`
/// while pending; `endedAt` while open; `endReason` unless ended so, and `endedBy` unless somebody caused
/// it; `unknownSince` unless unknown; `acknowledgement` unless somebody has it; `suppressedBy` unless
/// another alert that is open says enough for both: that the host is silent, or one above it.
public record Alert(
        String alertId,
        long version,
        String ruleId,
        String ruleName,
        String hostId,
        String host,
        @Nullable String metric,
        Map<String, String> attributes,
        Map<String, String> labels,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        AlertStatus status,

        Severity severity,
        boolean flapping,
        boolean late,
        double value,
        @Nullable Double threshold,
        @Nullable String unit,
        Instant pendingAt,
        @Nullable Instant firedAt,
        @Nullable Instant endedAt,
        Instant changedAt,
        @Nullable Instant unknownSince,

        @Nullable @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        EndReason endReason,

        @Nullable String endedBy,
        @Nullable Acknowledgement acknowledgement,
        boolean seen,
        List<String> silencedBy,
        @Nullable String suppressedBy,
        @Nullable String detail,
        @Nullable String guidance,
        @Nullable String runbookUrl) {

    public Alert {
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        silencedBy = silencedBy == null ? List.of() : List.copyOf(silencedBy);
    }

    /// As it is shown now: with its series' value, what silences it, and the alert that explains it.
    public Alert shown(double newest, List<String> muting, @Nullable String suppressor) {
        return new Alert(
                alertId,
                version,
                ruleId,
                ruleName,
                hostId,
                host,
                metric,
                attributes,
                labels,
                status,
                severity,
                flapping,
                late,
                newest,
                threshold,
                unit,
                pendingAt,
                firedAt,
                endedAt,
                changedAt,
                unknownSince,
                endReason,
                endedBy,
                acknowledgement,
                seen,
                muting,
                suppressor,
                detail,
                guidance,
                runbookUrl);
    }
}
