package io.nocturne.console.state;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The series of one host, history and live in one line.
///
/// Samples as they came, live or from a range answer without steps, meet in a ring of each series,
/// where one time stands once. An answer in steps stands beside it and ends where it was asked to
/// end: from there on the ring speaks. So nothing is doubled and nothing is between the two.
///
/// **Threads** - safe; `lock` guards all fields.
public final class SeriesState {

    static final int CAPACITY = 2_048;
    static final int MAX_SERIES = 600;

    private final Predicate<String> wanted;
    private final Object lock = new Object();
    private final Map<SeriesKey, PointRing> rings = new HashMap<>();
    private final Map<SeriesKey, List<SeriesPoint>> stepped = new HashMap<>();
    private Instant steppedTo = Instant.MIN;

    /// Keeps the series of the metrics that pass.
    public SeriesState(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /// Takes a live snapshot.
    public void append(Instant time, Layout layout, SampleValues values) {
        synchronized (lock) {
            for (int i = 0; i < values.size(); i++) {
                SeriesKey key = layout.series().get(i);
                if (values.isPresent(i) && wanted.test(key.metric())) {
                    put(key, SeriesPoint.of(time, values.get(i)));
                }
            }
        }
    }

    /// Takes the answer for the whole range that is shown.
    public void history(RangeResult answer) {
        synchronized (lock) {
            stepped.clear();
            steppedTo = answer.stepMillis() > 0 ? answer.to() : Instant.MIN;
            for (SeriesData series : answer.series()) {
                if (answer.stepMillis() > 0) {
                    stepped.put(series.key(), series.points());
                } else {
                    series.points().forEach(point -> put(series.key(), point));
                }
            }
        }
    }

    /// Takes the answer for a piece that was missed, without steps; one in steps says nothing new.
    public void fill(RangeResult answer) {
        synchronized (lock) {
            if (answer.stepMillis() == 0) {
                answer.series().forEach(series -> series.points().forEach(point -> put(series.key(), point)));
            }
        }
    }

    /// Every series, its points ascending by time.
    public Map<SeriesKey, List<SeriesPoint>> snapshot(Instant from) {
        synchronized (lock) {
            Map<SeriesKey, List<SeriesPoint>> all = new HashMap<>();
            stepped.forEach((key, points) -> all.put(key, new ArrayList<>(after(points, from))));
            Instant ringFrom = steppedTo.isAfter(from) ? steppedTo : from;
            rings.forEach((key, ring) ->
                    all.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(ring.since(ringFrom)));
            return all;
        }
    }

    private void put(SeriesKey key, SeriesPoint point) {
        PointRing ring = rings.get(key);
        if (ring == null) {
            if (rings.size() >= MAX_SERIES) {
                return;
            }
            ring = new PointRing(CAPACITY);
            rings.put(key, ring);
        }
        ring.put(point);
    }

    private static List<SeriesPoint> after(List<SeriesPoint> points, Instant from) {
        int first = 0;
        while (first < points.size() && points.get(first).time().isBefore(from)) {
            first++;
        }
        return points.subList(first, points.size());
    }
}
