package io.nocturne.console.state;

import io.nocturne.model.series.SeriesPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The newest points of one series.
///
/// **Shape** - ascending by time, each time once (a later word on the same time replaces the
/// earlier one), at most `capacity`: the oldest go first.
/// **Threads** - confined to its owner's lock.
final class PointRing {

    private final SeriesPoint[] points;
    private int start;
    private int size;

    PointRing(int capacity) {
        points = new SeriesPoint[capacity];
    }

    void put(SeriesPoint point) {
        int index = firstNotBefore(point.time());
        if (index < size && at(index).time().equals(point.time())) {
            points[slot(index)] = point;
            return;
        }
        if (size == points.length) {
            if (index == 0) {
                return;
            }
            start = slot(1);
            size--;
            index--;
        }
        for (int i = size; i > index; i--) {
            points[slot(i)] = points[slot(i - 1)];
        }
        points[slot(index)] = point;
        size++;
    }

    int size() {
        return size;
    }

    /// The points of `from` and later.
    List<SeriesPoint> since(Instant from) {
        int first = firstNotBefore(from);
        List<SeriesPoint> list = new ArrayList<>(size - first);
        for (int i = first; i < size; i++) {
            list.add(at(i));
        }
        return list;
    }

    /// New points mostly belong at the end, so that is looked at first.
    private int firstNotBefore(Instant time) {
        if (size == 0 || at(size - 1).time().isBefore(time)) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).time().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private SeriesPoint at(int index) {
        return points[slot(index)];
    }

    private int slot(int index) {
        return (start + index) % points.length;
    }
}
