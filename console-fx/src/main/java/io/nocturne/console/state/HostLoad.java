package io.nocturne.console.state;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What a list shows of a host's newest snapshot.
///
/// **Unit** - fractions 0 to 1, load in threads, rates in bytes per second over all interfaces but
/// loopback.
/// **Absent** - empty where the host did not tell.
public record HostLoad(
        Instant time,
        OptionalDouble cpu,
        OptionalDouble memory,
        OptionalDouble fullest,
        @Nullable String fullestMountpoint,
        OptionalDouble load1,
        OptionalDouble receivedBytesPerSecond,
        OptionalDouble sentBytesPerSecond) {

    /// The metrics that this is made of.
    static final List<String> METRICS = List.of(
            "system.cpu.total.utilization",
            "system.memory.utilization",
            "system.filesystem.utilization",
            "system.cpu.load_average.1m",
            "system.network.io");

    /// Reads the values of one snapshot.
    static HostLoad of(Instant time, Layout layout, SampleValues values) {
        Reader reader = new Reader(layout, values);
        int fullest = reader.greatest("system.filesystem.utilization");
        return new HostLoad(
                time,
                reader.single("system.cpu.total.utilization"),
                reader.single("system.memory.utilization"),
                fullest < 0 ? OptionalDouble.empty() : values.find(fullest),
                fullest < 0 ? null : layout.series().get(fullest).attributes().get(MetricCatalog.FILESYSTEM_MOUNTPOINT),
                reader.single("system.cpu.load_average.1m"),
                reader.traffic("receive"),
                reader.traffic("transmit"));
    }

    private record Reader(Layout layout, SampleValues values) {

        OptionalDouble single(String metric) {
            int index = greatest(metric);
            return index < 0 ? OptionalDouble.empty() : values.find(index);
        }

        /// The position of the metric's greatest present value, or -1.
        int greatest(String metric) {
            int found = -1;
            for (int i = 0; i < values.size(); i++) {
                boolean counts = layout.series().get(i).metric().equals(metric) && values.isPresent(i);
                if (counts && (found < 0 || values.get(i) > values.get(found))) {
                    found = i;
                }
            }
            return found;
        }

        OptionalDouble traffic(String direction) {
            double sum = 0;
            boolean any = false;
            for (int i = 0; i < values.size(); i++) {
                if (values.isPresent(i) && isTraffic(layout.series().get(i), direction)) {
                    sum += values.get(i);
                    any = true;
                }
            }
            return any ? OptionalDouble.of(sum) : OptionalDouble.empty();
        }

        private static boolean isTraffic(SeriesKey key, String direction) {
            return "system.network.io".equals(key.metric())
                    && direction.equals(key.attributes().get(MetricCatalog.NETWORK_DIRECTION))
                    && !"lo".equals(key.attributes().get(MetricCatalog.NETWORK_INTERFACE));
        }
    }
}
