package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.series.StepPlan.Intervals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:17:23.456Z");
    private static final Retention KEPT = Retention.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        // How old the start is, the span, points, interval -> resolution, step
        "PT15M, PT15M, 600, 5000, RAW, 0",
        "PT50M, PT50M, 600, 5000, RAW, 0",
        "PT1H, PT1H, 600, 5000, RAW, 10000",
        "PT1H, PT1H, 2, 60000, ONE_MINUTE, 1800000",
        "PT1H, PT1H, 20, 5000, ONE_MINUTE, 180000",
        "PT9H, PT9H, 600, 5000, RAW, 55000",
        "PT9H30M, PT9H30M, 600, 5000, ONE_MINUTE, 60000",
        "PT24H, PT24H, 600, 5000, ONE_MINUTE, 180000",
        "P7D, P7D, 600, 5000, ONE_MINUTE, 1020000",
        "P7D, P7D, 150, 5000, ONE_HOUR, 7200000",
        "P7D, PT1H, 5000, 1000, RAW, 0",
        "P8D, PT1H, 5000, 1000, ONE_MINUTE, 60000",
        "P8D, PT15M, 600, 5000, ONE_MINUTE, 60000",
        "P30D, P30D, 800, 5000, ONE_MINUTE, 3240000",
        "P30D, P30D, 600, 5000, ONE_HOUR, 7200000",
        "P31D, PT1H, 600, 5000, ONE_HOUR, 3600000",
        "P31D, PT15M, 600, 5000, ONE_HOUR, 3600000",
        "P365D, P365D, 1000, 5000, ONE_HOUR, 32400000",
        "PT24H, PT24H, 5000, 300000, RAW, 0",
        "PT24H, PT24H, 100, 300000, ONE_MINUTE, 900000",
    })
    void theFinestThatFitsAndIsKept(
            Duration age, Duration span, int points, long interval, Resolution resolution, long step) {
        TimeRange range = new TimeRange(NOW.minus(age), NOW.minus(age).plus(span));

        StepPlan plan = StepPlan.of(range, points, new Intervals(interval, interval), KEPT, NOW);

        assertThat(plan.resolution()).isEqualTo(resolution);
        assertThat(plan.stepMillis()).isEqualTo(step);
    }

    @Test
    void minutesAndHoursWidenTheRangeToWholeSteps() {
        TimeRange range = new TimeRange(NOW.minus(Duration.ofDays(1)), NOW);

        StepPlan plan = StepPlan.of(range, 600, new Intervals(5_000, 5_000), KEPT, NOW);

        assertThat(plan.range())
                .isEqualTo(new TimeRange(Instant.parse("2026-11-21T10:15:00Z"), Instant.parse("2026-11-22T10:18:00Z")));
        assertThat(plan.steps()).isEqualTo(481);
    }

    @Test
    void aRangeOfWholeStepsStaysAsItIs() {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        TimeRange range = new TimeRange(noon.minus(Duration.ofDays(1)), noon);

        assertThat(StepPlan.of(range, 1_440, new Intervals(5_000, 5_000), KEPT, noon)
                        .range())
                .isEqualTo(range);
    }

    @Test
    void samplesStayAsTheyCameOnlyWhereThoseOfTheFastestHostFit() {
        TimeRange range = new TimeRange(NOW.minus(Duration.ofMinutes(10)), NOW);

        assertThat(StepPlan.of(range, 600, new Intervals(1_000, 15_000), KEPT, NOW)
                        .stepMillis())
                .isZero();
        assertThat(StepPlan.of(range, 599, new Intervals(1_000, 15_000), KEPT, NOW)
                        .stepMillis())
                .isEqualTo(15_000);
    }

    /// Each interval stands for a host; one that claims an hour widened everybody's steps to an hour.
    @ParameterizedTest
    @CsvSource({
        "5000 5000 5000 3600000, 10000",
        "5000 3600000, 10000",
        "3600000 3600000 5000, 3600000",
        "1 5000 5000, 10000",
        "60000, 60000",
        "0, 6000",
        "7500 7500 15000, 7500",
    })
    void oneHostsIntervalDoesNotChangeTheStepsOfTheOthers(String intervals, long step) {
        List<HostSummary> hosts = Stream.of(intervals.split(" "))
                .map(Long::parseLong)
                .map(StepPlanTest::host)
                .toList();
        TimeRange range = new TimeRange(NOW.minus(Duration.ofHours(1)), NOW);

        assertThat(StepPlan.inSteps(range, 600, Intervals.of(hosts), KEPT, NOW).stepMillis())
                .isEqualTo(step);
    }

    private static HostSummary host(long intervalMillis) {
        return new HostSummary(
                "h",
                "h",
                HostState.REPORTING,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                intervalMillis,
                NOW,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void whatIsCombinedHasStepsEvenWhereSamplesFit() {
        TimeRange range = new TimeRange(NOW.minus(Duration.ofMinutes(1)), NOW);

        StepPlan plan = StepPlan.inSteps(range, 5_000, new Intervals(1_000, 5_000), KEPT, NOW);

        assertThat(plan).isEqualTo(new StepPlan(range, Resolution.RAW, 5_000));
        assertThat(plan.steps()).isEqualTo(13);
    }

    /// Whatever is asked: a step is whole units of its resolution, and a plan has one step more at most.
    @Test
    void everyPlanHoldsItsPromises() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            Instant from =
                    NOW.minusMillis(1 + random.nextLong(Duration.ofDays(365).toMillis()));
            Instant to = from.plusMillis(
                    1 + random.nextLong(Duration.between(from, NOW).toMillis() + 1));
            int points = 2 + random.nextInt(4_999);
            long interval =
                    List.of(1_000L, 5_000L, 7_500L, 60_000L, 90_000L, 300_000L).get(random.nextInt(6));
            StepPlan plan =
                    StepPlan.inSteps(new TimeRange(from, to), points, new Intervals(1_000, interval), KEPT, NOW);

            assertThat(plan.steps()).isBetween(1, points + 1);
            assertThat(plan.range().from()).isBeforeOrEqualTo(from);
            assertThat(plan.range().to()).isAfterOrEqualTo(to);
            assertThat(plan.stepMillis()).isGreaterThanOrEqualTo(interval);
            long unit = switch (plan.resolution()) {
                case RAW -> interval;
                case ONE_MINUTE -> 60_000;
                case ONE_HOUR -> 3_600_000;
            };
            assertThat(plan.stepMillis() % unit).isZero();
            if (plan.resolution() == Resolution.RAW) {
                assertThat(plan.stepMillis()).isLessThan(60_000);
            } else {
                assertThat(plan.range().from().toEpochMilli() % plan.stepMillis())
                        .isZero();
                assertThat(plan.range().to().toEpochMilli() % plan.stepMillis()).isZero();
            }
        }
    }

    @Test
    void aCoarserResolutionIsNeverKeptShorter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retention(Duration.ofDays(7), Duration.ofDays(3), Duration.ofDays(365)))
                .withMessageContaining("raw is kept 7 days, minutes 3, hours 365");
    }
}
