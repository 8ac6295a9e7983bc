package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.CounterRate;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.util.List;
import java.util.OptionalDouble;
import oshi.hardware.NetworkIF;

/// One interface's counters and what is reported of them.
///
/// **Absent** - packets dropped on the way out, which OSHI does not tell; limit and utilization of the
/// bandwidth when the speed of the link is unknown.
/// **Threads** - confined to "collect".
final class InterfaceSeries implements Devices.Device<NetworkIF> {

    private static final int BITS_PER_BYTE = 8;

    /// No link is faster than 10 Tbit/s; a driver that says so means that it does not know.
    private static final long ABSURD_BITS_PER_SECOND = 10_000_000_000_000L;

    /// What 32 bits of ones are when a driver does not know.
    private static final long UNKNOWN_AS_UNSIGNED = 0xFFFF_FFFFL;

    private final Lap lap;
    private final CounterRate receivedBytes;
    private final CounterRate transmittedBytes;
    private final CounterRate receivedPackets;
    private final CounterRate transmittedPackets;
    private final CounterRate receiveErrors;
    private final CounterRate transmitErrors;
    private final CounterRate receiveDrops;
    private final Series receiveUtilization;
    private final Series transmitUtilization;
    private final Series limit;
    private final List<Series> series;

    InterfaceSeries(String name, Ticker ticker) {
        lap = new Lap(ticker);
        receivedBytes = rate("system.network.io", name, "receive");
        transmittedBytes = rate("system.network.io", name, "transmit");
        receivedPackets = rate("system.network.packet.count", name, "receive");
        transmittedPackets = rate("system.network.packet.count", name, "transmit");
        receiveErrors = rate("system.network.errors", name, "receive");
        transmitErrors = rate("system.network.errors", name, "transmit");
        receiveDrops = rate("system.network.packet.dropped", name, "receive");
        receiveUtilization = directed("system.network.bandwidth.utilization", name, "receive");
        transmitUtilization = directed("system.network.bandwidth.utilization", name, "transmit");
        limit = Series.of("system.network.bandwidth.limit", MetricCatalog.NETWORK_INTERFACE, name);
        series = List.of(
                receivedBytes.series(),
                receivedPackets.series(),
                receiveErrors.series(),
                receiveDrops.series(),
                receiveUtilization,
                transmittedBytes.series(),
                transmittedPackets.series(),
                transmitErrors.series(),
                transmitUtilization,
                limit);
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void read(NetworkIF network) {
        double seconds = lap.seconds();
        boolean receivedKnown = receivedBytes.apply(network.getBytesRecv(), seconds);
        boolean transmittedKnown = transmittedBytes.apply(network.getBytesSent(), seconds);
        receivedPackets.apply(network.getPacketsRecv(), seconds);
        transmittedPackets.apply(network.getPacketsSent(), seconds);
        receiveErrors.apply(network.getInErrors(), seconds);
        transmitErrors.apply(network.getOutErrors(), seconds);
        receiveDrops.apply(network.getInDrops(), seconds);
        OptionalDouble speed = bytesPerSecond(network);
        if (speed.isEmpty()) {
            return;
        }
        limit.set(speed.getAsDouble());
        if (receivedKnown) {
            receiveUtilization.set(Math.min(receivedBytes.growth() / seconds / speed.getAsDouble(), 1));
        }
        if (transmittedKnown) {
            transmitUtilization.set(Math.min(transmittedBytes.growth() / seconds / speed.getAsDouble(), 1));
        }
    }

    /// The speed of a link that is up, if it is one.
    static OptionalDouble bytesPerSecond(NetworkIF network) {
        long bits = network.getSpeed();
        boolean up = switch (network.getIfOperStatus()) {
            case UP, UNKNOWN, TESTING -> true;
            case DOWN, DORMANT, NOT_PRESENT, LOWER_LAYER_DOWN -> false;
        };
        boolean known = bits > 0 && bits != UNKNOWN_AS_UNSIGNED && bits <= ABSURD_BITS_PER_SECOND;
        return up && known ? OptionalDouble.of((double) bits / BITS_PER_BYTE) : OptionalDouble.empty();
    }

    private static CounterRate rate(String metric, String name, String direction) {
        return new CounterRate(directed(metric, name, direction));
    }

    private static Series directed(String metric, String name, String direction) {
        return Series.of(metric, MetricCatalog.NETWORK_INTERFACE, name, MetricCatalog.NETWORK_DIRECTION, direction);
    }
}
