package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.CounterRate;
import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// One interface's counters and what is reported of them.
///
/// **Absent** - limit and utilization of the bandwidth when the speed of the link is unknown.
/// **Threads** - confined to "collect".
final class InterfaceSeries {

    private static final int COLUMNS = 12;

    private final LinkSpeed speed;
    private final Direction received;
    private final Direction transmitted;
    private final Series limit;
    private final List<Series> series;
    private final long[] columns = new long[COLUMNS];

    InterfaceSeries(String name, LinkSpeed speed) {
        this.speed = speed;
        received = new Direction(name, "receive");
        transmitted = new Direction(name, "transmit");
        limit = Series.of("system.network.bandwidth.limit", MetricCatalog.NETWORK_INTERFACE, name);
        List<Series> all = new ArrayList<>(received.series());
        all.addAll(transmitted.series());
        all.add(limit);
        series = List.copyOf(all);
    }

    List<Series> series() {
        return series;
    }

    /// Takes the rest of the interface's line: receive bytes, packets, errs, drop, fifo, frame, compressed,
    /// multicast, then transmit bytes, packets, errs, drop.
    void read(ByteScanner line, double seconds) {
        for (int i = 0; i < COLUMNS; i++) {
            if (!line.nextNumber()) {
                return;
            }
            columns[i] = line.number();
        }
        OptionalDouble bytesPerSecond = speed.bytesPerSecond();
        bytesPerSecond.ifPresent(limit::set);
        received.read(columns, 0, seconds, bytesPerSecond);
        transmitted.read(columns, 8, seconds, bytesPerSecond);
    }

    /// The counters of one direction.
    private static final class Direction {

        private final CounterRate bytes;
        private final CounterRate packets;
        private final CounterRate errors;
        private final CounterRate dropped;
        private final Series utilization;

        Direction(String name, String direction) {
            bytes = new CounterRate(directed("system.network.io", name, direction));
            packets = new CounterRate(directed("system.network.packet.count", name, direction));
            errors = new CounterRate(directed("system.network.errors", name, direction));
            dropped = new CounterRate(directed("system.network.packet.dropped", name, direction));
            utilization = directed("system.network.bandwidth.utilization", name, direction);
        }

        List<Series> series() {
            return List.of(bytes.series(), packets.series(), errors.series(), dropped.series(), utilization);
        }

        void read(long[] columns, int from, double seconds, OptionalDouble limit) {
            boolean known = bytes.apply(columns[from], seconds);
            packets.apply(columns[from + 1], seconds);
            errors.apply(columns[from + 2], seconds);
            dropped.apply(columns[from + 3], seconds);
            if (known && limit.isPresent()) {
                utilization.set(Math.min(bytes.growth() / seconds / limit.getAsDouble(), 1));
            }
        }

        private static Series directed(String metric, String name, String direction) {
            return Series.of(metric, MetricCatalog.NETWORK_INTERFACE, name, MetricCatalog.NETWORK_DIRECTION, direction);
        }
    }
}
