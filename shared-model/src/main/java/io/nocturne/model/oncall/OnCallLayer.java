package io.nocturne.model.oncall;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nocturne.model.alert.WeeklyWindow;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;

/// People who take turns.
///
/// **Shape** - `participants` are user names in the order of their turns; the first begins on `startDate` at
/// `handoverTime`, before which nobody is on call. Each turn is `every` units long by the clock on the wall of
/// the schedule's zone: who hands over at 9 does so at 9 on every day of the year. With `restrictedTo` only
/// within one of its windows.
/// **Errors** - [IllegalArgumentException] for no participant, or a turn that has no length.
public record OnCallLayer(
        List<String> participants,
        Unit unit,
        int every,
        LocalDate startDate,
        LocalTime handoverTime,
        List<WeeklyWindow> restrictedTo) {

    public static final int MAX_EVERY = 400;

    public OnCallLayer {
        participants = participants == null ? List.of() : List.copyOf(participants);
        if (participants.isEmpty()) {
            throw new IllegalArgumentException("a layer has at least one of participants");
        }
        Objects.requireNonNull(unit, "a layer has a unit: hours, days or weeks");
        if (every < 1 || every > MAX_EVERY) {
            throw new IllegalArgumentException("every must be 1 to " + MAX_EVERY);
        }
        Objects.requireNonNull(startDate, "a layer has a startDate");
        Objects.requireNonNull(handoverTime, "a layer has a handoverTime");
        restrictedTo = restrictedTo == null ? List.of() : List.copyOf(restrictedTo);
    }

    /// What a turn is counted in.
    public enum Unit {
        @JsonProperty("hours")
        HOURS,
        @JsonProperty("days")
        DAYS,
        @JsonProperty("weeks")
        WEEKS
    }
}
