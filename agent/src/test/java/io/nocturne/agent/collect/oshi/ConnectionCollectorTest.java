package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import oshi.software.os.InternetProtocolStats;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

class ConnectionCollectorTest {

    private static final String METRIC = "system.network.connection.count";

    private final FakeClock clock = new FakeClock();
    private final OshiFake<InternetProtocolStats> protocols = OshiFake.of(InternetProtocolStats.class);

    @Test
    void connectionsAreCountedByState() {
        connections("tcp4 ESTABLISHED", "tcp6 ESTABLISHED", "tcp4 SYN_RECV", "tcp46 LISTEN", "udp4 NONE");

        Rounds rounds = rounds(true);

        assertThat(rounds.value(METRIC, "\"established\"")).hasValue(2);
        assertThat(rounds.value(METRIC, "\"syn_received\"")).hasValue(1);
        assertThat(rounds.value(METRIC, "\"listen\"")).hasValue(1);
        assertThat(rounds.value(METRIC, "\"time_wait\"")).hasValue(0);
        assertThat(rounds.declared()).hasSize(11).allMatch(series -> series.contains("network.transport=\"tcp\""));
    }

    @Test
    void readingsInBetweenRepeatTheCount() {
        connections("tcp4 ESTABLISHED");
        Rounds rounds = rounds(true);

        connections("tcp4 ESTABLISHED", "tcp4 ESTABLISHED");

        assertThat(rounds.after(10).value(METRIC, "\"established\"")).hasValue(1);
        assertThat(rounds.after(5).value(METRIC, "\"established\"")).hasValue(2);
    }

    @Test
    void aPartOfTheConnectionsIsNotToldAsAll() {
        connections("tcp4 ESTABLISHED");

        assertThat(rounds(false).value(METRIC, "\"established\"")).isEmpty();
    }

    @Test
    void aListThatFailsForgetsTheCount() {
        connections("tcp4 ESTABLISHED");
        Rounds rounds = rounds(true);

        protocols.with("getConnections", new IllegalStateException("netstat is missing"));

        assertThat(rounds.after(15).value(METRIC, "\"established\"")).isEmpty();
        assertThat(rounds.after(5).value(METRIC, "\"established\"")).isEmpty();
    }

    private Rounds rounds(boolean seesAll) {
        return new Rounds(clock, new ConnectionCollector(protocols::object, () -> seesAll, clock));
    }

    private void connections(String... connections) {
        List<IPConnection> all = new ArrayList<>();
        for (String connection : connections) {
            String[] words = connection.split(" ", -1);
            all.add(new IPConnection(words[0], new byte[4], 1, new byte[4], 2, TcpState.valueOf(words[1]), 0, 0, 0));
        }
        protocols.with("getConnections", List.copyOf(all));
    }
}
