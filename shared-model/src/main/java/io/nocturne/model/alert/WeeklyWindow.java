package io.nocturne.model.alert;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;

/// A time of day on some days of the week, by the clock on the wall of a zone: quiet hours, maintenance
/// windows.
///
/// **Shape** - `from` inclusive, `to` exclusive; a window whose `to` is not after its `from` ends on the next
/// day, and belongs to the day on which it begins. The same time twice is the whole day.
/// **Errors** - [IllegalArgumentException] for no day.
public record WeeklyWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    public WeeklyWindow {
        days = days == null ? Set.of() : Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a weekly window has at least one day");
        }
        Objects.requireNonNull(from, "a weekly window has a from");
        Objects.requireNonNull(to, "a weekly window has a to");
        Objects.requireNonNull(zone, "a weekly window has a zone");
    }
}
