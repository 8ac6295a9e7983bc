package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import oshi.software.os.InternetProtocolStats;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/// TCP connections by state.
///
/// **Shape** - counted every 15 s, because OSHI lists every connection of the host with its process for it;
/// readings in between repeat the last count.
/// **Absent** - where the agent may see only its own connections: a part of them would look like all.
/// **Source** - OSHI's list of connections over IPv4 and IPv6.
final class ConnectionCollector implements Collector {

    static final Duration PERIOD = Duration.ofSeconds(15);

    private final Supplier<InternetProtocolStats> protocols;
    private final BooleanSupplier seesAll;
    private final Pace pace;
    private final Map<TcpState, Series> states = new EnumMap<>(TcpState.class);
    private final List<Series> series;
    private Map<TcpState, Integer> counts = Map.of();

    ConnectionCollector(Supplier<InternetProtocolStats> protocols, BooleanSupplier seesAll, Ticker ticker) {
        this.protocols = protocols;
        this.seesAll = seesAll;
        pace = new Pace(ticker, PERIOD);
        for (TcpState state : TcpState.values()) {
            if (state != TcpState.UNKNOWN && state != TcpState.NONE) {
                states.put(state, series(state));
            }
        }
        series = List.copyOf(states.values());
    }

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() {
        if (!seesAll.getAsBoolean()) {
            return;
        }
        if (pace.isDue()) {
            counts = Map.of();
            counts = count(protocols.get().getConnections());
        }
        states.forEach((state, own) -> {
            Integer connections = counts.get(state);
            if (connections != null) {
                own.set(connections);
            }
        });
    }

    /// How many connections are in each state; 0 for a state that none is in.
    private Map<TcpState, Integer> count(List<IPConnection> connections) {
        Map<TcpState, Integer> counted = new EnumMap<>(TcpState.class);
        states.keySet().forEach(state -> counted.put(state, 0));
        for (IPConnection connection : connections) {
            TcpState state = connection.getState();
            if (connection.getType().startsWith("tcp") && state != null) {
                counted.computeIfPresent(state, (_, before) -> before + 1);
            }
        }
        return counted;
    }

    private static Series series(TcpState state) {
        String label =
                state == TcpState.SYN_RECV ? "syn_received" : state.name().toLowerCase(Locale.ROOT);
        return Series.of(
                "system.network.connection.count",
                MetricCatalog.NETWORK_TRANSPORT,
                "tcp",
                MetricCatalog.CONNECTION_STATE,
                label);
    }
}
