package io.nocturne.server.platform.calendar;

import io.nocturne.model.alert.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/// Whether a time lies in weekly windows, and when that changes next.
///
/// **Shape** - several windows count as one: what any of them covers is covered. Only what the clock on the
/// wall shows counts. An hour that it skips is not there: a window that begins in it begins when it is over,
/// one that lies within it is left out that day. An hour that it shows twice is covered both times.
/// **Unit** - begin inclusive, end exclusive.
/// **Threads** - immutable.
public final class WeeklyTimes {

    /// Longer than any window can be away: one that falls into a skipped hour comes a week later.
    private static final Duration HORIZON = Duration.ofDays(22);

    private WeeklyTimes() {}

    public static boolean covers(WeeklyWindow window, Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, window.zone());
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        boolean begun = !time.isBefore(window.from());
        boolean isBeforeEnd = time.isBefore(window.to());
        boolean isToday = window.days().contains(day);
        if (window.from().isBefore(window.to())) {
            return isToday && begun && isBeforeEnd;
        }
        return (isToday && begun) || (window.days().contains(day.minus(1)) && isBeforeEnd);
    }

    public static boolean covers(List<WeeklyWindow> windows, Instant at) {
        for (WeeklyWindow window : windows) {
            if (covers(window, at)) {
                return true;
            }
        }
        return false;
    }

    /// The first time after that at which it begins or ends; [Instant#MAX] if it never does.
    public static Instant nextChange(WeeklyWindow window, Instant after) {
        return nextChange(List.of(window), after);
    }

    /// The first time after that at which being covered begins or ends; [Instant#MAX] if it never does.
    public static Instant nextChange(List<WeeklyWindow> windows, Instant after) {
        if (windows.isEmpty()) {
            return Instant.MAX;
        }
        boolean covered = covers(windows, after);
        Instant until = after.plus(HORIZON);
        Instant at = after;
        while (!at.isAfter(until)) {
            at = nextEdge(windows, at);
            if (covers(windows, at) != covered) {
                return at;
            }
        }
        return Instant.MAX;
    }

    /// When what covers a time ends; [Instant#MAX] if it never does.
    ///
    /// **Absent** - unless it is covered.
    public static Optional<Instant> endOf(WeeklyWindow window, Instant at) {
        return endOf(List.of(window), at);
    }

    /// When what covers a time ends, of windows that follow each other or overlap the last; [Instant#MAX] if
    /// it never does.
    ///
    /// **Absent** - unless it is covered.
    public static Optional<Instant> endOf(List<WeeklyWindow> windows, Instant at) {
        return covers(windows, at) ? Optional.of(nextChange(windows, at)) : Optional.empty();
    }

    /// Nothing begins or ends between two edges.
    private static Instant nextEdge(List<WeeklyWindow> windows, Instant after) {
        Instant first = Instant.MAX;
        for (WeeklyWindow window : windows) {
            first = earlier(first, nextEdge(window, after));
        }
        return first;
    }

    private static Instant nextEdge(WeeklyWindow window, Instant after) {
        ZoneRules rules = window.zone().getRules();
        ZoneOffsetTransition turn = rules.nextTransition(after);
        Instant first = turn == null ? Instant.MAX : turn.getInstant();
        LocalDate today = LocalDate.ofInstant(after, window.zone());
        // From yesterday: a clock that is turned back over midnight shows its evening again.
        for (int day = -1; day <= 2; day++) {
            LocalDate date = today.plusDays(day);
            first = earlier(first, firstShown(date.atTime(window.from()), rules, after));
            first = earlier(first, firstShown(date.atTime(window.to()), rules, after));
        }
        return first;
    }

    /// When the clock shows a time after another; never, where it skips it.
    private static Instant firstShown(LocalDateTime local, ZoneRules rules, Instant after) {
        Instant first = Instant.MAX;
        for (ZoneOffset offset : rules.getValidOffsets(local)) {
            Instant shown = local.toInstant(offset);
            if (shown.isAfter(after)) {
                first = earlier(first, shown);
            }
        }
        return first;
    }

    private static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }
}
