package io.nocturne.server.replay;

import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.series.Resolution;
import io.nocturne.server.series.Steps;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A stored series as a rule on its metric sees it.
///
/// Samples are seen as they came. A minute, of which only minimum, maximum and average are left, is seen as its best
/// value at its beginning and as its worst in its middle: what held for the whole minute does so here too, and a
/// single sample beyond a threshold is not lost. Of a window's minutes the average, the lowest, the highest or the
/// n-th worst counts.
///
/// **Threads** - confined to the caller's.
final class StoredFeed implements Feed {

    private final Steps steps;
    private final Resolution resolution;
    private final long stepMillis;
    private final RuleSource.Metric source;
    private final boolean isAbove;

    StoredFeed(Steps steps, Resolution resolution, long stepMillis, RuleSource.Metric source, Comparison comparison) {
        this.steps = steps;
        this.resolution = resolution;
        this.stepMillis = stepMillis;
        this.source = source;
        this.isAbove = comparison == Comparison.ABOVE;
    }

    @Override
    public void to(Eye eye) {
        Long window = source.windowSeconds();
        if (window != null) {
            overWindow(eye, window * 1_000);
        } else if (resolution == Resolution.RAW) {
            for (int i = 0; i < steps.size(); i++) {
                eye.sees(steps.timeMillis(i), steps.max(i));
            }
        } else {
            for (int i = 0; i < steps.size(); i++) {
                double best = isAbove ? steps.min(i) : steps.max(i);
                double worst = worst(i);
                eye.sees(steps.timeMillis(i), best);
                if (worst != best) {
                    eye.sees(steps.timeMillis(i) + stepMillis / 2, worst);
                }
            }
        }
    }

    private void overWindow(Eye eye, long windowMillis) {
        int first = 0;
        double sum = 0;
        long count = 0;
        for (int i = 0; i < steps.size(); i++) {
            sum += steps.avg(i) * steps.count(i);
            count += steps.count(i);
            while (steps.timeMillis(first) <= steps.timeMillis(i) - windowMillis) {
                sum -= steps.avg(first) * steps.count(first);
                count -= steps.count(first);
                first++;
            }
            Double value = switch (source.aggregation()) {
                case LAST -> Double.valueOf(worst(i));
                case AVG -> Double.valueOf(sum / count);
                case MIN -> Double.valueOf(lowest(first, i));
                case MAX -> Double.valueOf(highest(first, i));
                case TIMES -> nthWorst(first, i);
            };
            if (value != null) {
                eye.sees(steps.timeMillis(i), value);
            }
        }
    }

    private double worst(int i) {
        return isAbove ? steps.max(i) : steps.min(i);
    }

    private double lowest(int from, int through) {
        double lowest = steps.min(from);
        for (int i = from + 1; i <= through; i++) {
            lowest = Math.min(lowest, steps.min(i));
        }
        return lowest;
    }

    private double highest(int from, int through) {
        double highest = steps.max(from);
        for (int i = from + 1; i <= through; i++) {
            highest = Math.max(highest, steps.max(i));
        }
        return highest;
    }

    /// **Absent** - while the window has fewer.
    private @Nullable Double nthWorst(int from, int through) {
        Integer times = source.times();
        int n = times == null ? 1 : times;
        if (through - from + 1 < n) {
            return null;
        }
        // The n worst, the least bad of them first.
        PriorityQueue<Double> worst = new PriorityQueue<>(isAbove ? Double::compare : (a, b) -> Double.compare(b, a));
        for (int i = from; i <= through; i++) {
            worst.add(worst(i));
            if (worst.size() > n) {
                worst.remove();
            }
        }
        return worst.peek();
    }
}
