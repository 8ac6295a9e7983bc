package io.nocturne.server.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.WeeklyWindow;
import io.nocturne.model.oncall.OnCallLayer;
import io.nocturne.model.oncall.OnCallLayer.Unit;
import io.nocturne.model.oncall.OnCallOverride;
import io.nocturne.model.oncall.OnCallSchedule;
import io.nocturne.model.oncall.OnCallShift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotaTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    // GoAlert, schedule/rotation/rotation_test.go, TestRotation_EndTime and TestRotation_StartTime: the turn that
    // begins
    // at a time begins then and ends at another, whatever the clock does meanwhile.
    @ParameterizedTest
    @CsvSource({
        "WEEKS, 1, 2017-06-10T08:00, 2017-06-17T08:00, 168",
        "WEEKS, 2, 2017-06-10T08:00, 2017-06-24T08:00, 336",
        "WEEKS, 1, 2017-03-10T08:00, 2017-03-17T08:00, 167",
        "WEEKS, 1, 2017-11-04T08:00, 2017-11-11T08:00, 169",
        "DAYS, 1, 2017-06-10T08:00, 2017-06-11T08:00, 24",
        "DAYS, 2, 2017-06-10T08:00, 2017-06-12T08:00, 48",
        "DAYS, 1, 2017-03-11T08:00, 2017-03-12T08:00, 23",
        "DAYS, 1, 2017-11-04T08:00, 2017-11-05T08:00, 25",
        "HOURS, 1, 2017-06-10T08:00, 2017-06-10T09:00, 1",
        "HOURS, 2, 2017-06-10T08:00, 2017-06-10T10:00, 2",
        "HOURS, 3, 2017-03-12T00:00, 2017-03-12T03:00, 2",
        "HOURS, 3, 2017-11-05T00:00, 2017-11-05T03:00, 4"
    })
    void aTurnEndsByTheClockOnTheWall(Unit unit, int every, LocalDateTime begin, LocalDateTime end, int hours) {
        Rota rota = rota(CHICAGO, layer(unit, every, begin, "a", "b"));
        Instant from = begin.atZone(CHICAGO).toInstant();

        OnCallShift first = rota.shifts(from, from.plus(Duration.ofDays(30))).getFirst();

        assertThat(first).isEqualTo(new OnCallShift(from, end.atZone(CHICAGO).toInstant(), "a"));
        assertThat(Duration.between(first.from(), first.to())).hasHours(hours);
    }

    // GoAlert, schedule/rotation/rotation_test.go, TestRotation_EndTime_DST: the hour that the clock skips is nobody's,
    // the hour that it shows twice is two hours long.
    @Test
    void theTurnOfASkippedHourIsLeftOutAndThatOfARepeatedOneIsLonger() {
        Rota rota = rota(CHICAGO, layer(Unit.HOURS, 1, LocalDateTime.parse("2017-01-01T01:00"), hoursOfTheDay()));
        Instant spring = Instant.parse("2017-03-12T07:00:00Z");
        Instant autumn = Instant.parse("2017-11-05T06:00:00Z");

        assertThat(rota.shifts(spring, spring.plus(Duration.ofHours(2))))
                .extracting(OnCallShift::user)
                .containsExactly("h1", "h3");
        assertThat(rota.shifts(autumn, autumn.plus(Duration.ofHours(3))))
                .containsExactly(
                        new OnCallShift(autumn, autumn.plus(Duration.ofHours(2)), "h1"),
                        new OnCallShift(autumn.plus(Duration.ofHours(2)), autumn.plus(Duration.ofHours(3)), "h2"));
    }

    // GoAlert, schedule/rotation/rotation_test.go, TestRotation_EndTime_ConfigChange: in the middle of a turn.
    @Test
    void aTurnThatHasBegunEndsWhenItsTimeComes() {
        Rota rota = rota(CHICAGO, layer(Unit.HOURS, 12, LocalDateTime.parse("2017-01-01T00:00"), "a", "b"));
        Instant sixInTheMorning =
                LocalDateTime.parse("2017-01-03T06:00").atZone(CHICAGO).toInstant();

        assertThat(rota.nextChange(sixInTheMorning))
                .contains(
                        LocalDateTime.parse("2017-01-03T12:00").atZone(CHICAGO).toInstant());
    }

    // GoAlert, schedule/rotation/rotation_test.go, TestRotation_FutureStart: the same turns; but ours has nobody on
    // call
    // before its start, where GoAlert counts the turns backwards.
    @Test
    void nobodyIsOnCallBeforeTheStart() {
        Rota rota = rota(ZoneId.of("UTC"), layer(Unit.DAYS, 1, LocalDateTime.parse("2018-12-10T00:00"), "a", "b"));
        Instant start = Instant.parse("2018-12-10T00:00:00Z");

        assertThat(rota.at(start.minusNanos(1))).isEmpty();
        assertThat(rota.shifts(Instant.parse("2018-12-05T00:00:00Z"), start.plus(Duration.ofDays(2))))
                .containsExactly(
                        new OnCallShift(Instant.parse("2018-12-05T00:00:00Z"), start, null),
                        new OnCallShift(start, start.plus(Duration.ofDays(1)), "a"),
                        new OnCallShift(start.plus(Duration.ofDays(1)), start.plus(Duration.ofDays(2)), "b"));
    }

    // GoAlert, test/smoke/rotationdst_test.go, TestRotation_DST: a daily rotation that began on the other side of the
    // night of the turn hands over in five minutes, and the next person is on call in ten.
    @ParameterizedTest
    @CsvSource({"2026-02-10T14:05, 2026-04-01T14:05", "2026-08-10T14:05, 2026-11-20T14:05"})
    void aRotationFromBeforeTheNightOfTheTurnHandsOverAtItsTime(LocalDateTime start, LocalDateTime handover) {
        Rota rota = rota(CHICAGO, layer(Unit.DAYS, 1, start, "bob", "ben"));
        Instant at = handover.atZone(CHICAGO).toInstant();

        assertThat(rota.at(at.minus(Duration.ofMinutes(5)))).isPresent();
        assertThat(rota.nextChange(at.minus(Duration.ofMinutes(5)))).contains(at);
        assertThat(rota.at(at.plus(Duration.ofMinutes(5))))
                .isPresent()
                .isNotEqualTo(rota.at(at.minus(Duration.ofMinutes(5))));
    }

    @Test
    void whoHandsOverOnMondaysAtNineDoesSoAllYear() {
        Rota rota = rota(BERLIN, layer(Unit.WEEKS, 1, LocalDateTime.parse("2026-01-05T09:00"), "kim", "lee", "ana"));
        Instant begin = LocalDateTime.parse("2026-01-05T09:00").atZone(BERLIN).toInstant();

        List<OnCallShift> year = rota.shifts(begin, begin.plus(Duration.ofDays(364)));

        assertThat(year).hasSize(52).allSatisfy(shift -> {
            LocalDateTime local = LocalDateTime.ofInstant(shift.from(), BERLIN);
            assertThat(local.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
            assertThat(local.toLocalTime()).isEqualTo(LocalTime.of(9, 0));
        });
        assertThat(year.stream().map(OnCallShift::user).limit(4)).containsExactly("kim", "lee", "ana", "kim");
    }

    @Test
    void aDaysTurnOverTheNightOfTheTurnTakes23Or25Hours() {
        Rota rota = rota(BERLIN, layer(Unit.DAYS, 1, LocalDateTime.parse("2026-01-01T09:00"), "a", "b"));

        assertThat(lengthAt(rota, "2026-03-28T09:00")).hasHours(23);
        assertThat(lengthAt(rota, "2026-10-24T09:00")).hasHours(25);
        assertThat(lengthAt(rota, "2026-06-10T09:00")).hasHours(24);
    }

    @Test
    void whoIsOnCallAgreesWithTheShiftsAtEveryQuarterOfAnHour() {
        WeeklyWindow office = new WeeklyWindow(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.of(17, 30), BERLIN);
        Rota rota = new Rota(schedule(
                BERLIN,
                List.of(
                        layer(Unit.HOURS, 7, LocalDateTime.parse("2026-03-27T02:30"), "a", "b", "c"),
                        new OnCallLayer(
                                List.of("d", "e"),
                                Unit.DAYS,
                                1,
                                LocalDateTime.parse("2026-03-28T00:00").toLocalDate(),
                                LocalTime.of(12, 0),
                                List.of(office))),
                List.of(override("f", "2026-03-30T08:00:00Z", "2026-03-30T12:00:00Z"))));
        for (String day : List.of("2026-03-26T00:00:00Z", "2026-10-23T00:00:00Z")) {
            Instant begin = Instant.parse(day);
            Instant end = begin.plus(Duration.ofDays(7));
            List<OnCallShift> shifts = rota.shifts(begin, end);

            assertThat(shifts.getFirst().from()).isEqualTo(begin);
            assertThat(shifts.getLast().to()).isEqualTo(end);
            for (int i = 1; i < shifts.size(); i++) {
                assertThat(shifts.get(i).from()).isEqualTo(shifts.get(i - 1).to());
            }
            for (Instant at = begin; at.isBefore(end); at = at.plus(Duration.ofMinutes(15))) {
                assertThat(rota.at(at).orElse(null)).as("at %s", at).isEqualTo(userOf(shifts, at));
            }
        }
    }

    @Test
    void laterLayersCountOverEarlierOnesAndOverridesOverAll() {
        WeeklyWindow weekend = new WeeklyWindow(
                Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, BERLIN);
        Rota rota = new Rota(schedule(
                BERLIN,
                List.of(
                        layer(Unit.WEEKS, 1, LocalDateTime.parse("2026-06-01T00:00"), "kim"),
                        new OnCallLayer(
                                List.of("lee"),
                                Unit.WEEKS,
                                1,
                                LocalDateTime.parse("2026-06-01T00:00").toLocalDate(),
                                LocalTime.MIDNIGHT,
                                List.of(weekend))),
                List.of(
                        override("ana", "2026-06-13T10:00:00Z", "2026-06-13T14:00:00Z"),
                        override("bo", "2026-06-13T12:00:00Z", "2026-06-13T13:00:00Z"))));

        assertThat(rota.at(Instant.parse("2026-06-12T10:00:00Z"))).contains("kim");
        assertThat(rota.at(Instant.parse("2026-06-13T09:00:00Z"))).contains("lee");
        assertThat(rota.at(Instant.parse("2026-06-13T10:00:00Z"))).contains("ana");
        assertThat(rota.at(Instant.parse("2026-06-13T12:30:00Z"))).contains("bo");
        assertThat(rota.at(Instant.parse("2026-06-13T14:00:00Z"))).contains("lee");
        assertThat(rota.nextChange(Instant.parse("2026-06-12T10:00:00Z")))
                .contains(Instant.parse("2026-06-12T22:00:00Z"));
    }

    @Test
    void aScheduleWithoutAnybodyIsOneGap() {
        Instant now = Instant.parse("2026-06-12T10:00:00Z");
        Rota rota = new Rota(schedule(BERLIN, List.of(), List.of()));

        assertThat(rota.at(now)).isEmpty();
        assertThat(rota.nextChange(now)).isEmpty();
        assertThat(rota.shifts(now, now.plusSeconds(60)))
                .containsExactly(new OnCallShift(now, now.plusSeconds(60), null));
    }

    private static @Nullable String userOf(List<OnCallShift> shifts, Instant at) {
        return shifts.stream()
                .filter(shift -> !at.isBefore(shift.from()) && at.isBefore(shift.to()))
                .findFirst()
                .orElseThrow()
                .user();
    }

    private static Duration lengthAt(Rota rota, String local) {
        Instant at = LocalDateTime.parse(local).atZone(BERLIN).toInstant();
        return Duration.between(at, rota.nextChange(at).orElseThrow());
    }

    private static OnCallOverride override(String user, String from, String to) {
        return new OnCallOverride(user, Instant.parse(from), Instant.parse(to));
    }

    private static Rota rota(ZoneId zone, OnCallLayer layer) {
        return new Rota(schedule(zone, List.of(layer), List.of()));
    }

    private static OnCallSchedule schedule(ZoneId zone, List<OnCallLayer> layers, List<OnCallOverride> overrides) {
        return new OnCallSchedule("id", 1L, "team", zone, layers, overrides, null, null);
    }

    private static OnCallLayer layer(Unit unit, int every, LocalDateTime start, String... users) {
        return new OnCallLayer(List.of(users), unit, every, start.toLocalDate(), start.toLocalTime(), List.of());
    }

    private static String[] hoursOfTheDay() {
        String[] users = new String[24];
        for (int i = 0; i < 24; i++) {
            users[i] = "h" + (i + 1) % 24;
        }
        return users;
    }
}
