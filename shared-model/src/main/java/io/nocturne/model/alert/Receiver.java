package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody, or something, that is told of alerts, and the way there.
///
/// **Shape** - `settings` by the keys of its [ReceiverType]. A secret is never answered: `secretsSet` names
/// those that are there. Who changes a receiver and leaves a secret out keeps it; an empty text takes it away.
/// `limits` are how many messages it takes within a time, all of which hold. `version` goes up with each
/// change; who changes a receiver names the one that was read; left out it reads as 0.
/// **Absent** - `quietHours` where there are none; `limits` for those of its type; `repeatSeconds` for the
/// route's; `blocked`, why nothing is sent until somebody changes it, while all is well; `receiverId`,
/// `secretsSet`, `blocked`, `updatedBy` and `updatedAt` in what a client sends.
public record Receiver(
        @Nullable String receiverId,
        String name,
        String typeId,
        @Nullable Boolean enabled,
        Map<String, String> settings,
        List<String> secretsSet,
        @Nullable String language,
        @Nullable ZoneId zone,
        @Nullable QuietHours quietHours,
        @Nullable List<Limit> limits,
        @Nullable Long repeatSeconds,

        @JsonSetter(nulls = Nulls.AS_EMPTY) long version,

        @Nullable String blocked,
        @Nullable String updatedBy,
        @Nullable Instant updatedAt) {

    public Receiver {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        secretsSet = secretsSet == null ? List.of() : List.copyOf(secretsSet);
        limits = limits == null ? null : List.copyOf(limits);
    }

    /// When nothing is told, recoveries included; it is made up for when they end.
    public record QuietHours(List<WeeklyWindow> windows, boolean criticalsBreakThrough) {

        public QuietHours {
            windows = windows == null ? List.of() : List.copyOf(windows);
        }
    }

    /// So many messages within so long, and no more.
    public record Limit(int messages, long seconds) {}

    /// Settings may hold secrets.
    @Override
    public String toString() {
        return "Receiver[%s, %s, %s]".formatted(receiverId, typeId, name);
    }
}
