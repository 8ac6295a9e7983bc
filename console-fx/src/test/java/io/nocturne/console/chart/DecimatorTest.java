package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DecimatorTest {

    private static final long GAP = 12_500;

    @RepeatedTest(60)
    void everySpikeSurvivesEveryZoom(RepetitionInfo run) {
        SplittableRandom random = new SplittableRandom(run.getCurrentRepetition());
        Points points = randomPoints(random);
        long from = points.time(random.nextInt(points.size() / 2));
        long to = Math.max(from + 1000, points.time(points.size() / 2 + random.nextInt(points.size() / 2)));
        Plot plot = new Plot(40, 0, 20 + random.nextInt(600), 100, from, to);

        Trace trace = Decimator.trace(points, plot, GAP);

        assertThat(trace.size()).isLessThanOrEqualTo((int) plot.width() + 3);
        for (int i = 0; i < points.size(); i++) {
            if (points.time(i) >= from && points.time(i) <= to) {
                assertThat(covers(trace, plot.x(points.time(i)), points.min(i), points.max(i)))
                        .as("point %d of %d", i, points.size())
                        .isTrue();
            }
        }
    }

    @RepeatedTest(20)
    void breaksWhereAndOnlyWhereThereIsAGap(RepetitionInfo run) {
        Points points = randomPoints(new SplittableRandom(1000L + run.getCurrentRepetition()));
        Plot plot = new Plot(0, 0, 10_000, 100, points.time(0), points.time(points.size() - 1));

        Trace trace = Decimator.trace(points, plot, GAP);

        assertThat(trace.size()).isEqualTo(points.size());
        assertThat(trace.breaks(0)).isTrue();
        for (int i = 1; i < points.size(); i++) {
            assertThat(trace.breaks(i)).isEqualTo(points.time(i) - points.time(i - 1) > GAP);
        }
    }

    @Test
    void keepsOnePointOnEitherSideOfTheWindow() {
        Points points = Points.builder()
                .add(0, 1)
                .add(5_000, 2)
                .add(10_000, 3)
                .add(15_000, 4)
                .add(20_000, 5)
                .build();

        Trace trace = Decimator.trace(points, new Plot(0, 0, 100, 100, 6_000, 14_000), GAP);

        assertThat(trace.size()).isEqualTo(3);
        assertThat(trace.x(0)).isNegative();
        assertThat(trace.x(2)).isGreaterThan(100);
    }

    @Test
    void drawsNothingOfNothing() {
        assertThat(Decimator.trace(Points.EMPTY, new Plot(0, 0, 10, 10, 0, 10), GAP)
                        .size())
                .isZero();
    }

    private static boolean covers(Trace trace, double x, double min, double max) {
        for (int i = 0; i < trace.size(); i++) {
            if (Math.abs(trace.x(i) - x) <= 1 && trace.min(i) <= min && trace.max(i) >= max) {
                return true;
            }
        }
        return false;
    }

    private static Points randomPoints(SplittableRandom random) {
        Points.Builder points = Points.builder();
        long time = 1_000_000;
        for (int i = 0; i < 50 + random.nextInt(3000); i++) {
            time += random.nextInt(50) == 0 ? 20_000 + random.nextInt(200_000) : 1 + random.nextInt(10_000);
            double value = random.nextInt(100) == 0 ? 1e6 * random.nextDouble() : random.nextDouble();
            points.add(time, value - random.nextDouble(), value, value + random.nextDouble());
        }
        return points.build();
    }
}
