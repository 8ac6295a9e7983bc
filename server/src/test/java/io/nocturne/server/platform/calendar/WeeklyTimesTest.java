package io.nocturne.server.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeeklyTimesTest {

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final String BERLIN = "Europe/Berlin";
    private static final String SEOUL = "Asia/Seoul";
    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    /// Weeks around the turns of the clock, one without any, and a day that a whole country left out.
    static Stream<Week> weeks() {
        return Stream.of(
                new Week(BERLIN, "2026-03-26"),
                new Week(BERLIN, "2026-10-22"),
                new Week(SEOUL, "2026-03-26"),
                new Week(SEOUL, "2026-10-22"),
                new Week("America/New_York", "2026-10-29"),
                new Week("Australia/Lord_Howe", "2026-04-02"),
                new Week("America/Santiago", "2026-04-02"),
                new Week("America/Santiago", "2026-09-03"),
                new Week("Asia/Kathmandu", "2026-06-01"),
                new Week("Pacific/Apia", "2011-12-27"));
    }

    @ParameterizedTest
    @MethodSource("weeks")
    void agreesWithTheClockOnTheWallAtEveryMinuteOfAWeek(Week week) {
        for (WeeklyWindow window : windows(week.zone())) {
            List<WeeklyWindow> alone = List.of(window);
            week.minutes()
                    .forEach(at -> assertThat(WeeklyTimes.covers(window, at))
                            .as("%s at %s", window, at.atZone(window.zone()))
                            .isEqualTo(isShown(alone, at)));
        }
    }

    @ParameterizedTest
    @MethodSource("weeks")
    void theNextChangeIsTheFirstMinuteAtWhichTheClockOnTheWallSaysSo(Week week) {
        List<WeeklyWindow> windows = windows(week.zone());
        List<List<WeeklyWindow>> sets = new ArrayList<>();
        windows.forEach(window -> sets.add(List.of(window)));
        Random random = new Random(13);
        for (int i = 0; i < 6; i++) {
            sets.add(List.of(
                    windows.get(random.nextInt(windows.size())),
                    windows.get(random.nextInt(windows.size())),
                    windows.get(random.nextInt(windows.size()))));
        }
        for (List<WeeklyWindow> set : sets) {
            List<Instant> minutes = week.minutes().toList();
            Instant begin = minutes.getFirst();
            for (Instant change : changes(set, minutes)) {
                assertThat(WeeklyTimes.nextChange(set, begin))
                        .as("%s after %s", set, begin)
                        .isEqualTo(change);
                assertThat(WeeklyTimes.nextChange(set, change.minusSeconds(1))).isEqualTo(change);
                begin = change;
            }
            assertThat(WeeklyTimes.nextChange(set, begin)).isAfter(minutes.getLast());
        }
    }

    // Beszel, alerts_quiet_hours_test.go, TestAlertSilencedDaily: one hour before to one hour after now covers now; six
    // to twelve hours from now does not.
    @Test
    void aDailyWindowAroundNowCoversNowAndALaterOneDoesNot() {
        for (int hour = 0; hour < 24; hour++) {
            Instant now = Instant.parse("2026-11-29T00:17:00Z").plus(Duration.ofHours(hour));
            LocalTime time = LocalTime.of(hour, 17);

            assertThat(WeeklyTimes.covers(daily(time.minusHours(1), time.plusHours(1), "UTC"), now))
                    .isTrue();
            assertThat(WeeklyTimes.covers(daily(time.plusHours(6), time.plusHours(12), "UTC"), now))
                    .isFalse();
        }
    }

    // Beszel, alerts_quiet_hours_test.go, TestAlertSilencedDailyMidnightCrossing: 22:00 to 02:00. The original only
    // looks whether it was stored; these are its borders.
    @ParameterizedTest
    @CsvSource({
        "21:59:59.999999999, false",
        "22:00:00, true",
        "23:59:59.999999999, true",
        "00:00:00, true",
        "01:59:59.999999999, true",
        "02:00:00, false",
        "12:00:00, false"
    })
    void aWindowAcrossMidnightBeginsWithItsFirstInstantAndEndsBeforeItsLast(LocalTime time, boolean covered) {
        WeeklyWindow night = daily(LocalTime.of(22, 0), LocalTime.of(2, 0), BERLIN);

        assertThat(WeeklyTimes.covers(
                        night,
                        LocalDate.of(2026, 6, 10)
                                .atTime(time)
                                .atZone(night.zone())
                                .toInstant()))
                .isEqualTo(covered);
    }

    // Alertmanager, timeinterval_test.go, TestContainsTime: 9 to 17 o'clock, Monday to Friday.
    @ParameterizedTest
    @CsvSource({
        "2020-05-04T15:04, true",
        "2020-05-05T10:04, true",
        "2020-06-09T09:04, true",
        "2020-05-03T15:04, false", // a Sunday
        "2020-05-04T08:59, false",
        "2020-05-05T05:00, false",
        "2020-05-04T09:00, true",
        "2020-05-04T17:00, false"
    })
    void workingHoursAreFromNineToBeforeFiveOnWorkdays(LocalDateTime utc, boolean covered) {
        WeeklyWindow work = new WeeklyWindow(WORKDAYS, LocalTime.of(9, 0), LocalTime.of(17, 0), ZoneId.of("UTC"));

        assertThat(WeeklyTimes.covers(work, utc.toInstant(ZoneOffset.UTC))).isEqualTo(covered);
    }

    // Alertmanager, timeinterval_test.go, TestContainsTime with a location: the zone decides, not the offset of who
    // asks.
    @Test
    void workingHoursAreThoseOfTheirZone() {
        WeeklyWindow work = new WeeklyWindow(WORKDAYS, LocalTime.of(9, 0), LocalTime.of(17, 0), SYDNEY);

        assertThat(WeeklyTimes.covers(work, Instant.parse("2021-04-06T03:00:00Z")))
                .isTrue();
        assertThat(WeeklyTimes.covers(work, Instant.parse("2021-04-06T13:00:00Z")))
                .isFalse();
    }

    // Alertmanager, timeinterval_test.go, TestIntervener_Mutes: evenings and weekends in Sydney.
    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00+11:00, true, false",
        "2024-01-01T09:00+11:00, false, false",
        "2024-01-06T10:00+11:00, false, true",
        "2024-01-06T17:00+11:00, true, true",
        "2024-01-01T10:00Z, true, false",
        "2024-01-06T10:00Z, true, true"
    })
    void eveningsAndWeekendsAreEachByThemselves(OffsetDateTime at, boolean evening, boolean weekend) {
        List<WeeklyWindow> evenings = List.of(
                new WeeklyWindow(DAILY, LocalTime.MIDNIGHT, LocalTime.of(9, 0), SYDNEY),
                new WeeklyWindow(DAILY, LocalTime.of(17, 0), LocalTime.MIDNIGHT, SYDNEY));
        WeeklyWindow weekends = new WeeklyWindow(
                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, SYDNEY);

        assertThat(WeeklyTimes.covers(evenings, at.toInstant())).isEqualTo(evening);
        assertThat(WeeklyTimes.covers(weekends, at.toInstant())).isEqualTo(weekend);
    }

    @Test
    void aWindowThatBeginsInTheSkippedHourBeginsWhenItIsOver() {
        WeeklyWindow window = daily(LocalTime.of(2, 30), LocalTime.of(3, 30), BERLIN);
        Instant turn = Instant.parse("2026-03-29T01:00:00Z");

        assertThat(WeeklyTimes.covers(window, turn.minusSeconds(1))).isFalse();
        assertThat(WeeklyTimes.nextChange(window, turn.minusSeconds(1))).isEqualTo(turn);
        assertThat(WeeklyTimes.endOf(window, turn)).contains(turn.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aWindowWithinTheSkippedHourComesAWeekLater() {
        WeeklyWindow window =
                new WeeklyWindow(Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 0), LocalTime.of(3, 0), ZoneId.of(BERLIN));

        assertThat(WeeklyTimes.nextChange(window, Instant.parse("2026-03-28T12:00:00Z")))
                .isEqualTo(Instant.parse("2026-04-05T00:00:00Z"));
    }

    @Test
    void aWindowWithinTheRepeatedHourComesTwice() {
        WeeklyWindow window = daily(LocalTime.of(2, 0), LocalTime.of(2, 30), BERLIN);
        List<Instant> changes = new ArrayList<>();
        Instant at = Instant.parse("2026-10-24T12:00:00Z");
        for (int i = 0; i < 4; i++) {
            at = WeeklyTimes.nextChange(window, at);
            changes.add(at);
        }

        assertThat(changes)
                .containsExactly(
                        Instant.parse("2026-10-25T00:00:00Z"),
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-25T01:00:00Z"),
                        Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void aNightIsAnHourShorterInSpringAndAnHourLongerInAutumn() {
        WeeklyWindow night = daily(LocalTime.of(22, 0), LocalTime.of(6, 0), BERLIN);

        assertThat(length(night, "2026-03-28T22:00")).isEqualTo(Duration.ofHours(7));
        assertThat(length(night, "2026-10-24T22:00")).isEqualTo(Duration.ofHours(9));
        assertThat(length(daily(LocalTime.of(22, 0), LocalTime.of(6, 0), SEOUL), "2026-10-24T22:00"))
                .isEqualTo(Duration.ofHours(8));
    }

    @Test
    void aWholeDayBelongsToTheDayOnWhichItBegins() {
        WeeklyWindow friday =
                new WeeklyWindow(Set.of(DayOfWeek.FRIDAY), LocalTime.of(18, 0), LocalTime.of(18, 0), ZoneId.of(SEOUL));

        assertThat(WeeklyTimes.nextChange(friday, Instant.parse("2026-06-08T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-06-12T09:00:00Z"));
        assertThat(WeeklyTimes.endOf(friday, Instant.parse("2026-06-12T09:00:00Z")))
                .contains(Instant.parse("2026-06-13T09:00:00Z"));
    }

    @Test
    void everyWholeDayNeverEnds() {
        WeeklyWindow always = daily(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, BERLIN);

        assertThat(WeeklyTimes.endOf(always, Instant.parse("2026-10-24T22:00:00Z")))
                .contains(Instant.MAX);
    }

    @Test
    void windowsThatFollowEachOtherEndWithTheLast() {
        List<WeeklyWindow> windows = List.of(
                daily(LocalTime.of(8, 0), LocalTime.of(12, 0), SEOUL),
                daily(LocalTime.of(12, 0), LocalTime.of(14, 0), SEOUL),
                daily(LocalTime.of(13, 0), LocalTime.of(17, 0), SEOUL));

        assertThat(WeeklyTimes.endOf(windows, Instant.parse("2026-06-12T00:00:00Z")))
                .contains(Instant.parse("2026-06-12T08:00:00Z"));
        assertThat(WeeklyTimes.endOf(windows, Instant.parse("2026-06-12T08:00:00Z")))
                .isEmpty();
    }

    @Test
    void noWindowNeverChanges() {
        assertThat(WeeklyTimes.covers(List.of(), Instant.EPOCH)).isFalse();
        assertThat(WeeklyTimes.nextChange(List.of(), Instant.EPOCH)).isEqualTo(Instant.MAX);
    }

    private static Duration length(WeeklyWindow window, String local) {
        Instant begin = LocalDateTime.parse(local).atZone(window.zone()).toInstant();
        return Duration.between(begin, WeeklyTimes.endOf(window, begin).orElseThrow());
    }

    private static List<WeeklyWindow> windows(ZoneId zone) {
        List<WeeklyWindow> windows = new ArrayList<>();
        for (Set<DayOfWeek> days : List.of(DAILY, WORKDAYS, Set.of(DayOfWeek.SATURDAY), Set.of(DayOfWeek.SUNDAY))) {
            for (String times : List.of(
                    "02:30 03:30",
                    "02:00 03:00",
                    "02:10 02:20",
                    "22:00 02:30",
                    "22:00 06:00",
                    "23:30 00:30",
                    "00:00 00:00",
                    "02:30 02:30",
                    "09:00 17:00",
                    "00:00 23:59",
                    "03:30 02:30")) {
                String[] both = times.split(" ", -1);
                windows.add(new WeeklyWindow(days, LocalTime.parse(both[0]), LocalTime.parse(both[1]), zone));
            }
        }
        return windows;
    }

    private static WeeklyWindow daily(LocalTime from, LocalTime to, String zone) {
        return new WeeklyWindow(DAILY, from, to, ZoneId.of(zone));
    }

    private static List<Instant> changes(List<WeeklyWindow> windows, List<Instant> minutes) {
        List<Instant> changes = new ArrayList<>();
        for (int i = 1; i < minutes.size(); i++) {
            if (isShown(windows, minutes.get(i)) != isShown(windows, minutes.get(i - 1))) {
                changes.add(minutes.get(i));
            }
        }
        return changes;
    }

    /// The oracle: minutes since the window's day began, as a clock shows them, by no other arithmetic than
    /// theirs.
    private static boolean isShown(List<WeeklyWindow> windows, Instant at) {
        return windows.stream().anyMatch(window -> {
            ZonedDateTime shown = at.atZone(window.zone());
            int minute = shown.getHour() * 60 + shown.getMinute();
            int from = window.from().getHour() * 60 + window.from().getMinute();
            int to = window.to().getHour() * 60 + window.to().getMinute();
            int length = to > from ? to - from : to + 1440 - from;
            int today = shown.getDayOfWeek().getValue() - 1;
            int yesterday = (today + 6) % 7;
            return (window.days().contains(DayOfWeek.of(today + 1)) && minute >= from && minute < from + length)
                    || (window.days().contains(DayOfWeek.of(yesterday + 1))
                            && minute + 1440 >= from
                            && minute + 1440 < from + length);
        });
    }

    /// Six days from noon, every minute.
    record Week(String zoneId, String day) {

        ZoneId zone() {
            return ZoneId.of(zoneId);
        }

        Stream<Instant> minutes() {
            Instant begin = LocalDate.parse(day).atTime(12, 0).atZone(zone()).toInstant();
            return Stream.iterate(begin, at -> at.plusSeconds(60)).limit(6 * 1440);
        }
    }
}
