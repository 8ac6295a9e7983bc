package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import oshi.hardware.NetworkIF;
import oshi.hardware.NetworkIF.IfOperStatus;

class NetworkCollectorTest {

    private final FakeClock clock = new FakeClock();
    private final List<NetworkIF> listed = new ArrayList<>();

    @Test
    void countersAreRatesAndTheSpeedIsInBytes() {
        OshiFake<NetworkIF> network = add("en0", "en0", "");
        Rounds rounds = rounds();

        counters(network, 50_000_000, 5_000);
        rounds.after(5);

        assertThat(rounds.value("system.network.io", "en0", "receive")).hasValue(10_000_000);
        assertThat(rounds.value("system.network.io", "en0", "transmit")).hasValue(20_000_000);
        assertThat(rounds.value("system.network.packet.count", "en0", "receive"))
                .hasValue(1_000);
        assertThat(rounds.value("system.network.errors", "en0", "transmit")).hasValue(0);
        assertThat(rounds.value("system.network.packet.dropped", "en0", "receive"))
                .hasValue(0.4);
        assertThat(rounds.value("system.network.bandwidth.limit", "en0")).hasValue(125_000_000);
        assertThat(rounds.value("system.network.bandwidth.utilization", "en0", "receive"))
                .hasValue(0.08);
        assertThat(rounds.value("system.network.bandwidth.utilization", "en0", "transmit"))
                .hasValue(0.16);
    }

    @Test
    void whatWasDroppedOnTheWayOutIsNotTold() {
        add("en0", "en0", "");

        assertThat(rounds().declared())
                .noneMatch(series -> series.startsWith("system.network.packet.dropped") && series.contains("transmit"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, UP",
        "-1, UP",
        "-1000000, UNKNOWN",
        "4294967295, UP",
        "9223372036854775807, UP",
        "1000000000, DOWN",
        "1000000000, NOT_PRESENT",
        "1000000000, LOWER_LAYER_DOWN"
    })
    void aSpeedThatIsNotKnownIsAbsent(long bits, IfOperStatus status) {
        OshiFake<NetworkIF> network =
                add("en0", "en0", "").with("getSpeed", bits).with("getIfOperStatus", status);
        Rounds rounds = rounds();

        counters(network, 50_000_000, 5_000);
        rounds.after(5);

        assertThat(rounds.value("system.network.bandwidth.limit")).isEmpty();
        assertThat(rounds.value("system.network.bandwidth.utilization", "receive"))
                .isEmpty();
        assertThat(rounds.value("system.network.io", "receive")).hasValue(10_000_000);
    }

    @Test
    void windowsCallsAnInterfaceByItsAlias() {
        add("ethernet_32769", "Intel(R) Ethernet Connection", "Ethernet 2");

        assertThat(rounds().declared()).isNotEmpty().allMatch(series -> series.contains("\"Ethernet 2\""));
    }

    @Test
    void anAliasOnUnixIsOnlyARemark() {
        add("em0", "em0", "uplink to rack 7");

        assertThat(rounds().declared()).isNotEmpty().allMatch(series -> series.contains("\"em0\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Intel(R) Ethernet-WFP Native MAC Layer LightWeight Filter-0000",
                "Intel(R) Ethernet-QoS Packet Scheduler-0000",
                "WAN Miniport (IPv6)",
                "Microsoft Teredo Tunneling Adapter",
                "awdl0",
                "llw0",
                "XHC20"
            })
    void layersAndHelpersAreLeftOut(String displayName) {
        add("x0", displayName, "Ethernet-0");
        add("en0", "en0", "");

        assertThat(rounds().declared()).isNotEmpty().allMatch(series -> series.contains("\"en0\""));
    }

    private Rounds rounds() {
        return new Rounds(clock, new NetworkCollector(() -> List.copyOf(listed), _ -> true, clock));
    }

    private OshiFake<NetworkIF> add(String name, String displayName, String alias) {
        OshiFake<NetworkIF> network = OshiFake.of(NetworkIF.class)
                .with("getName", name)
                .with("getDisplayName", displayName)
                .with("getIfAlias", alias)
                .with("getIfOperStatus", IfOperStatus.UP)
                .with("getSpeed", 1_000_000_000L)
                .with("getInErrors", 0L)
                .with("getOutErrors", 0L)
                .with("updateAttributes", true);
        counters(network, 0, 0);
        listed.add(network.object());
        return network;
    }

    private static void counters(OshiFake<NetworkIF> network, long bytes, long packets) {
        network.with("getBytesRecv", bytes)
                .with("getBytesSent", 2 * bytes)
                .with("getPacketsRecv", packets)
                .with("getPacketsSent", packets)
                .with("getInDrops", packets / 2_500);
    }
}
