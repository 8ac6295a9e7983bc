package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAxisTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void marksRoundLocalTimes() {
        Instant to = Instant.parse("2026-11-22T05:03:27Z");

        assertThat(labels(new TimeRange(to.minus(Duration.ofHours(1)), to), SEOUL, 6))
                .containsExactly("13:10", "13:20", "13:30", "13:40", "13:50", "14:00");
    }

    @Test
    void writesTheDateWhereADayBegins() {
        TimeRange night = new TimeRange(Instant.parse("2026-11-22T14:00:00Z"), Instant.parse("2026-11-22T16:30:00Z"));

        assertThat(labels(night, SEOUL, 6)).containsExactly("23:00", "23:30", "11-23", "00:30", "01:00");
    }

    @Test
    void staysOnRoundHoursOverTheLongDay() {
        TimeRange night = between(ZonedDateTime.parse("2026-10-25T00:30:00+02:00[Europe/Berlin]"), 5);

        assertThat(labels(night, BERLIN, 6)).containsExactly("01:00", "02:00", "02:00", "03:00", "04:00");
    }

    @Test
    void leavesOutTheHourThatTheShortDayLacks() {
        TimeRange night = between(ZonedDateTime.parse("2026-03-29T00:30:00+01:00[Europe/Berlin]"), 5);

        assertThat(labels(night, BERLIN, 6)).containsExactly("01:00", "03:00", "04:00", "05:00", "06:00");
    }

    @Test
    void marksMidnightsOfALongWindow() {
        TimeRange weeks = new TimeRange(Instant.parse("2026-10-20T10:00:00Z"), Instant.parse("2026-10-28T10:00:00Z"));

        List<TimeTick> ticks = TimeAxis.ticks(weeks, BERLIN, 10);

        assertThat(ticks)
                .hasSize(8)
                .allMatch(TimeTick::isDate)
                .allSatisfy(tick -> assertThat(Instant.ofEpochMilli(tick.timeMillis())
                                .atZone(BERLIN)
                                .getHour())
                        .isZero());
    }

    @ParameterizedTest
    @CsvSource({"5", "60", "600", "3600", "21600", "86400", "604800", "2592000", "31536000", "94608000"})
    void neverMarksMoreThanThereIsRoomFor(long seconds) {
        Instant to = Instant.parse("2026-11-22T05:03:27.123Z");
        TimeRange window = new TimeRange(to.minusSeconds(seconds), to);
        for (int room = 2; room < 12; room++) {
            List<TimeTick> ticks = TimeAxis.ticks(window, SEOUL, room);

            assertThat(ticks)
                    .hasSizeLessThanOrEqualTo(room + 1)
                    .isSortedAccordingTo((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()));
            assertThat(ticks).allMatch(tick -> window.contains(Instant.ofEpochMilli(tick.timeMillis())));
        }
    }

    private static TimeRange between(ZonedDateTime from, int hours) {
        return new TimeRange(from.toInstant(), from.toInstant().plus(Duration.ofHours(hours)));
    }

    private static List<String> labels(TimeRange window, ZoneId zone, int room) {
        return TimeAxis.ticks(window, zone, room).stream().map(TimeTick::label).toList();
    }
}
