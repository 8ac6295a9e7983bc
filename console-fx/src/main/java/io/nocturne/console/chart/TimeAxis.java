package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// Places marks at round local times: "13:10", and the date where a day begins.
///
/// Over a change of the clock the marks stay on round local times; an hour that happens twice is marked twice.
final class TimeAxis {

    private static final long[] STEP_SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200
    };
    private static final long[] STEP_DAYS = {1, 2, 7, 14, 28, 91, 182, 364};

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ISO_LOCAL_DATE;

    private TimeAxis() {}

    /// At most some `maxTicks` marks within the window.
    static List<TimeTick> ticks(TimeRange window, ZoneId zone, int maxTicks) {
        long seconds = Math.max(1, window.span().toSeconds());
        for (long step : STEP_SECONDS) {
            if (seconds <= step * Math.max(1, maxTicks)) {
                return withinDay(window, zone, step);
            }
        }
        long days = window.span().toDays() + 1;
        long step = STEP_DAYS[STEP_DAYS.length - 1];
        for (int i = STEP_DAYS.length - 1; i >= 0 && days <= STEP_DAYS[i] * Math.max(1, maxTicks); i--) {
            step = STEP_DAYS[i];
        }
        return days(window, zone, step);
    }

    /// "14:03:27" today's way of writing a moment under the crosshair; with the date when the window is longer than a
    /// day.
    static String moment(Instant time, ZoneId zone, TimeRange window) {
        ZonedDateTime local = time.atZone(zone);
        if (window.span().compareTo(Duration.ofDays(1)) > 0) {
            return DAY.format(local) + " " + MINUTES.format(local);
        }
        return SECONDS.format(local);
    }

    /// "13:47", with the date when the window is longer than a day.
    static String minute(Instant time, ZoneId zone, TimeRange window) {
        ZonedDateTime local = time.atZone(zone);
        String minute = MINUTES.format(local);
        return window.span().compareTo(Duration.ofDays(1)) > 0 ? DAY.format(local) + " " + minute : minute;
    }

    /// Between two changes of the clock local time runs evenly: there the marks are multiples of the step.
    private static List<TimeTick> withinDay(TimeRange window, ZoneId zone, long step) {
        List<TimeTick> ticks = new ArrayList<>();
        ZoneRules rules = zone.getRules();
        Instant start = window.from();
        while (start.isBefore(window.to())) {
            ZoneOffsetTransition change = rules.nextTransition(start);
            Instant end =
                    change == null || change.getInstant().isAfter(window.to()) ? window.to() : change.getInstant();
            addMultiples(ticks, start, end, rules.getOffset(start), step);
            start = end;
        }
        return ticks;
    }

    private static void addMultiples(List<TimeTick> ticks, Instant from, Instant to, ZoneOffset offset, long step) {
        long shift = offset.getTotalSeconds();
        long first = Math.ceilDiv(Math.ceilDiv(from.toEpochMilli(), 1000L) + shift, step) * step - shift;
        for (long second = first; second * 1000 < to.toEpochMilli(); second += step) {
            ticks.add(tick(Instant.ofEpochSecond(second).atOffset(offset).toZonedDateTime(), step));
        }
    }

    private static TimeTick tick(ZonedDateTime local, long step) {
        boolean midnight = local.toLocalTime().toSecondOfDay() == 0;
        String label = midnight ? date(local.toLocalDate()) : (step < 60 ? SECONDS : MINUTES).format(local);
        return new TimeTick(local.toInstant().toEpochMilli(), label, midnight);
    }

    private static List<TimeTick> days(TimeRange window, ZoneId zone, long step) {
        List<TimeTick> ticks = new ArrayList<>();
        long first = Math.ceilDiv(window.from().atZone(zone).toLocalDate().toEpochDay(), step) * step;
        for (LocalDate day = LocalDate.ofEpochDay(first); ; day = day.plusDays(step)) {
            Instant start = day.atStartOfDay(zone).toInstant();
            if (!start.isBefore(window.to())) {
                return ticks;
            }
            if (!start.isBefore(window.from())) {
                ticks.add(new TimeTick(start.toEpochMilli(), date(day), true));
            }
        }
    }

    private static String date(LocalDate day) {
        return (day.getDayOfYear() == 1 ? YEAR : DAY).format(day);
    }
}
