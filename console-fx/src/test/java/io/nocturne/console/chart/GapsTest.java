package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.metric.Display;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static final TimeRange WINDOW = new TimeRange(Instant.ofEpochSecond(100), Instant.ofEpochSecond(200));

    @Test
    void isWhereNoLineHasAPoint() {
        ChartModel model = model(points(100, 105, 110, 150, 195), points(100, 105, 110, 115, 150, 195));

        assertThat(Gaps.of(model)).containsExactly(new Gap(115_000, 150_000, false), new Gap(150_000, 195_000, false));
    }

    @Test
    void reachesIntoTheWindowFromBefore() {
        assertThat(Gaps.of(model(points(60, 130, 140, 150, 160, 170, 180, 190, 199))))
                .first()
                .isEqualTo(new Gap(60_000, 130_000, false));
    }

    @Test
    void isOpenWhenDataEndBeforeTheWindow() {
        assertThat(Gaps.of(model(points(160, 170)))).containsExactly(new Gap(170_000, 200_000, true));
        assertThat(Gaps.of(model(points(190)))).isEmpty();
    }

    @Test
    void beginsWhereTheChartWentStale() {
        ChartModel stale = model(points(180, 190)).withStaleSince(Instant.ofEpochSecond(192));

        assertThat(Gaps.of(stale)).containsExactly(new Gap(192_000, 200_000, true));
    }

    @Test
    void isNotBeforeTheFirstPoint() {
        assertThat(Gaps.of(model(points(195)))).isEmpty();
        assertThat(Gaps.of(model(Points.EMPTY))).isEmpty();
    }

    private static ChartModel model(Points... lines) {
        List<ChartLine> all = new java.util.ArrayList<>();
        for (Points points : lines) {
            all.add(ChartLine.of("line" + all.size(), "line", points));
        }
        return ChartModel.of(Display.NUMBER, WINDOW).withLines(all).withGapAfter(Duration.ofSeconds(12));
    }

    private static Points points(long... seconds) {
        Points.Builder points = Points.builder();
        for (long second : seconds) {
            points.add(second * 1000, 1);
        }
        return points.build();
    }
}
