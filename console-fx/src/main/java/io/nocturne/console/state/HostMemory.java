package io.nocturne.console.state;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.RangeResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one host's samples; outlives the looks at it, so that coming back shows it at once.
///
/// **Threads** - safe; `lock` guards what changes.
final class HostMemory {

    /// The metrics whose history charts show.
    static final Set<String> CHARTED = Set.of(
            "system.cpu.utilization",
            "system.cpu.core.utilization",
            "system.memory.usage",
            "system.memory.utilization",
            "system.filesystem.utilization",
            "system.disk.io",
            "system.disk.await",
            "system.network.io");

    /// For so many snapshots a value stays the newest one: agents leave one out when no time passed for it.
    private static final int STAYS_FOR = 2;

    private final SeriesState series = new SeriesState(CHARTED::contains);
    private final Map<SeriesKey, Stamped> latest = new HashMap<>();
    private final Object lock = new Object();
    private @Nullable Instant latestAt;
    private long snapshots;

    private record Stamped(double value, long snapshot) {}

    /// Takes a live snapshot.
    void take(Instant time, Layout layout, SampleValues values) {
        series.append(time, layout, values);
        synchronized (lock) {
            if (latestAt != null && time.isBefore(latestAt)) {
                return;
            }
            latestAt = time;
            snapshots++;
            for (int i = 0; i < values.size(); i++) {
                if (values.isPresent(i)) {
                    latest.put(layout.series().get(i), new Stamped(values.get(i), snapshots));
                }
            }
            latest.values().removeIf(value -> value.snapshot() + STAYS_FOR <= snapshots);
        }
    }

    void history(RangeResult answer) {
        series.history(answer);
    }

    void fill(RangeResult answer) {
        series.fill(answer);
    }

    HostSnapshot snapshot(Instant from, HistoryState history) {
        synchronized (lock) {
            Map<SeriesKey, Double> values = new HashMap<>();
            latest.forEach((key, stamped) -> values.put(key, stamped.value()));
            return new HostSnapshot(series.snapshot(from), values, latestAt, history);
        }
    }
}
