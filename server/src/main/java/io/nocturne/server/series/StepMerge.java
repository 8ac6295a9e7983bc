package io.nocturne.server.series;

import io.nocturne.model.series.SeriesPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Combines samples, given in order of time, into points of one step each.
///
/// **Shape** - steps start at multiples of their width since 1970, so that every host's and every
/// request's steps align. A width of 0 keeps samples as they are.
/// **Threads** - confined to the caller's.
public final class StepMerge {

    private final long stepMillis;
    private final List<SeriesPoint> points = new ArrayList<>();
    private long step;
    private long count;
    private double min;
    private double max;
    private double sum;

    public StepMerge(long stepMillis) {
        this.stepMillis = stepMillis;
    }

    public void add(long timeMillis, double value) {
        if (stepMillis == 0) {
            points.add(SeriesPoint.of(Instant.ofEpochMilli(timeMillis), value));
            return;
        }
        long itsStep = Math.floorDiv(timeMillis, stepMillis);
        if (count > 0 && itsStep != step) {
            close();
        }
        step = itsStep;
        min = count == 0 ? value : Math.min(min, value);
        max = count == 0 ? value : Math.max(max, value);
        sum = count == 0 ? value : sum + value;
        count++;
    }

    public List<SeriesPoint> finish() {
        if (count > 0) {
            close();
        }
        return List.copyOf(points);
    }

    private void close() {
        points.add(new SeriesPoint(Instant.ofEpochMilli(step * stepMillis), min, sum / count, max, count));
        count = 0;
    }
}
