package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.names;
import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCollectorTest {

    private static final String HEADING = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            """;

    private static final String ETH0 = "network.interface.name=eth0";
    private static final String RECEIVE = "network.io.direction=receive";
    private static final String TRANSMIT = "network.io.direction=transmit";

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void bothDirectionsHaveTheirRates() {
        machine.file("sys/class/net/eth0/speed", "1000\n");
        devices("  eth0: 1000 10 1 2 0 0 0 0 2000 20 3 4 0 0 0 0\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        devices("  eth0: 62501000 60 6 12 0 0 0 0 2500 25 3 9 0 0 0 0\n");

        Reading reading = machine.read();

        assertThat(value(reading, "system.network.io", ETH0, RECEIVE)).hasValue(12_500_000);
        assertThat(value(reading, "system.network.io", ETH0, TRANSMIT)).hasValue(100);
        assertThat(value(reading, "system.network.packet.count", ETH0, RECEIVE)).hasValue(10);
        assertThat(value(reading, "system.network.packet.count", ETH0, TRANSMIT))
                .hasValue(1);
        assertThat(value(reading, "system.network.errors", ETH0, RECEIVE)).hasValue(1);
        assertThat(value(reading, "system.network.errors", ETH0, TRANSMIT)).hasValue(0);
        assertThat(value(reading, "system.network.packet.dropped", ETH0, RECEIVE))
                .hasValue(2);
        assertThat(value(reading, "system.network.packet.dropped", ETH0, TRANSMIT))
                .hasValue(1);
        assertThat(value(reading, "system.network.bandwidth.limit", ETH0)).hasValue(125_000_000);
        assertThat(value(reading, "system.network.bandwidth.utilization", ETH0, RECEIVE))
                .hasValue(0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1\n", "0\n", "4294967295\n", "\n", "unknown\n"})
    void anUnknownSpeedIsAbsentAndNeverZero(String speed) {
        machine.file("sys/class/net/eth0/speed", speed);
        devices("  eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));

        Reading reading = machine.read();

        assertThat(value(reading, "system.network.io", ETH0, RECEIVE)).hasValue(0);
        assertThat(value(reading, "system.network.bandwidth.limit", ETH0)).isEmpty();
        assertThat(value(reading, "system.network.bandwidth.utilization", ETH0, RECEIVE))
                .isEmpty();
    }

    @Test
    void aSpeedThatChangesIsSeenWithinAMinute() {
        machine.file("sys/class/net/eth0/speed", "-1\n");
        devices("  eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0\n");
        machine.read();
        machine.file("sys/class/net/eth0/speed", "100\n");
        machine.clock().advance(Duration.ofMinutes(1));

        assertThat(value(machine.read(), "system.network.bandwidth.limit", ETH0))
                .hasValue(12_500_000);
    }

    @Test
    void anOldKernelPrintsNoBlankBehindTheColonAndANameMayHaveColons() {
        devices("  eth0:1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0\neth0:1: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(1));
        devices("  eth0:1500 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0\neth0:1:9 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");

        Reading reading = machine.read();

        assertThat(names(reading, "network.interface.name")).containsExactly("eth0", "eth0:1");
        assertThat(value(reading, "system.network.io", ETH0, RECEIVE)).hasValue(500);
        assertThat(value(reading, "system.network.io", "network.interface.name=eth0:1", RECEIVE))
                .hasValue(8);
    }

    @Test
    void whatOnlyPassesTrafficOnInsideTheHostIsLeftOut() {
        StringBuilder lines = new StringBuilder();
        String[] names = {
            "lo",
            "eth0",
            "veth12ab34c",
            "docker0",
            "br-0123456789ab",
            "br-lan",
            "br0",
            "bond0",
            "cali1234",
            "cni0",
            "flannel.1",
            "virbr0",
            "vnet3",
            "ifb0",
            "dummy0",
            "sit0",
            "wg0",
            "tun0",
            "wlan0",
            "enp3s0",
            "gre1",
            "한0"
        };
        for (String name : names) {
            lines.append(name).append(": 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
        }
        devices(lines.toString());

        assertThat(names(machine.read(), "network.interface.name"))
                .containsExactly("eth0", "br-lan", "br0", "bond0", "wg0", "tun0", "wlan0", "enp3s0", "gre1", "한0");
    }

    @Test
    void aDriverThatResetsItsCountersIsAbsentOnce() {
        devices("  eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(1));
        devices("  eth0: 10 1 0 0 0 0 0 0 20 2 0 0 0 0 0 0\n");
        Reading reset = machine.read();
        machine.clock().advance(Duration.ofSeconds(1));
        devices("  eth0: 30 1 0 0 0 0 0 0 20 2 0 0 0 0 0 0\n");

        assertThat(value(reset, "system.network.io", ETH0, RECEIVE)).isEmpty();
        assertThat(value(machine.read(), "system.network.io", ETH0, RECEIVE)).hasValue(20);
    }

    private void devices(String lines) {
        machine.file("proc/net/dev", HEADING + lines);
    }
}
