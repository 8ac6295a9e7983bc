package io.nocturne.console.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Finds the times in which none of a chart's series has a value.
///
/// What was before the first point is no gap: the host may not have existed.
final class Gaps {

    private Gaps() {}

    /// The gaps that reach into the window, ascending; the last one is open when data end before the window does.
    static List<Gap> of(ChartModel model) {
        long from = model.window().from().toEpochMilli();
        long to = model.window().to().toEpochMilli();
        long[] times = times(model.lines(), from, to);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < times.length; i++) {
            if (times[i] - times[i - 1] > model.gapAfterMillis() && times[i] > from) {
                gaps.add(new Gap(times[i - 1], times[i], false));
            }
        }
        if (times.length > 0) {
            addOpen(gaps, times[times.length - 1], to, model.gapAfterMillis(), model.staleSince());
        }
        return gaps;
    }

    private static void addOpen(List<Gap> gaps, long last, long to, long gapAfterMillis, @Nullable Instant staleSince) {
        if (staleSince != null && staleSince.toEpochMilli() < to) {
            gaps.add(new Gap(staleSince.toEpochMilli(), to, true));
        } else if (to - last > gapAfterMillis) {
            gaps.add(new Gap(last, to, true));
        }
    }

    /// The times at which any line has a point: those in the window, and of each line one before it.
    private static long[] times(List<ChartLine> lines, long from, long to) {
        return lines.stream()
                .map(ChartLine::points)
                .flatMapToLong(points -> {
                    int first = Math.max(0, points.atOrBefore(from));
                    int end = points.atOrBefore(to) + 1;
                    return LongStream.range(first, end).map(i -> points.time((int) i));
                })
                .sorted()
                .distinct()
                .toArray();
    }
}
