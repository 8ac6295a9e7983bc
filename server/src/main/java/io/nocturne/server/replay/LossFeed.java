package io.nocturne.server.replay;

import io.nocturne.model.series.TimeRange;
import java.util.stream.LongStream;

/// What a host's agent lost, as a rule sees it.
///
/// **Threads** - confined to the caller's.
final class LossFeed {

    private final long[] times;
    private final TimeRange range;

    /// **Shape** - `times` ascending, by the server's clock.
    LossFeed(long[] times, TimeRange range) {
        this.times = times;
        this.range = range;
    }

    /// Shows how many there were in a window, whenever that changes.
    void to(InstanceReplay eye, long windowSeconds) {
        long window = windowSeconds * 1_000;
        long[] changes = LongStream.concat(
                        LongStream.of(times), LongStream.of(times).map(time -> time + window))
                .filter(time -> time < range.to().toEpochMilli())
                .sorted()
                .toArray();
        Count count = new Count(window);
        new TickFeed(eye.rule(), range.from().toEpochMilli(), range.to().toEpochMilli())
                .walk(changes, eye, now -> eye.sees(now, count.at(now)));
    }

    /// A window that moves on.
    private final class Count {

        private final long window;
        private int first;
        private int next;

        Count(long window) {
            this.window = window;
        }

        int at(long now) {
            while (next < times.length && times[next] <= now) {
                next++;
            }
            while (first < next && times[first] <= now - window) {
                first++;
            }
            return next - first;
        }
    }
}
