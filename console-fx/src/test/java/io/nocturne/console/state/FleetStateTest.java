package io.nocturne.console.state;

import static io.nocturne.console.state.ScriptedLink.START;
import static io.nocturne.console.state.ScriptedLink.host;
import static io.nocturne.console.state.ScriptedLink.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.net.LinkFault;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.sample.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FleetStateTest {

    private final ScriptedLink link = new ScriptedLink();

    @Test
    void knowsNothingBeforeTheFirstList() {
        assertThat(link.fleet().snapshot().known()).isFalse();
    }

    @Test
    void sortsHostsByName() {
        link.setHosts(host("2", "web-2", START), host("1", "web-1", START));

        link.connect();

        assertThat(link.fleet().snapshot().hosts())
                .extracting(now -> now.host().name())
                .containsExactly("web-1", "web-2");
    }

    @Test
    void readsTheNewestValuesOfAHost() {
        link.setHosts(host("1", "web-1", START));
        link.connect();

        link.tick(
                "fleet",
                "1",
                START,
                Map.of(
                        SeriesKey.of("system.cpu.total.utilization"), 0.5,
                        filesystem("/"), 0.2,
                        filesystem("/data"), 0.9,
                        network("eth0", "receive"), 100.0,
                        network("eth1", "receive"), 20.0,
                        network("lo", "receive"), 5_000.0));

        HostLoad load = load();
        assertThat(load.cpu()).hasValue(0.5);
        assertThat(load.fullest()).hasValue(0.9);
        assertThat(load.fullestMountpoint()).isEqualTo("/data");
        assertThat(load.receivedBytesPerSecond()).hasValue(120);
        assertThat(load.memory()).isEmpty();
    }

    @Test
    void anOlderTickDoesNotReplaceANewerOne() {
        link.setHosts(host("1", "web-1", START));
        link.connect();
        cpu(START, 0.5);

        cpu(START.minusSeconds(5), 0.1);

        HostLoad load = load();
        assertThat(load.cpu()).hasValue(0.5);
    }

    @Test
    void aSilentHostTurnsStaleWithoutAWordFromTheServer() {
        link.setHosts(host("1", "web-1", START));
        link.connect();

        link.clock().move(Duration.ofSeconds(11));

        Fleet fleet = link.fleet().snapshot();
        assertThat(fleet.count(HostState.STALE, link.serverNow())).isOne();
        assertThat(fleet.count(HostState.REPORTING, link.serverNow())).isZero();
    }

    @Test
    void aGoodbyeHoldsUntilANewerSampleComesLive() {
        link.setHosts(host("1", "web-1", START));
        link.connect();
        link.say(new LiveMessage.HostChanged(
                1, START, stopped(host("1", "web-1", START), StopReason.AGENT_STOPPED, START.plusSeconds(1))));
        cpu(START.plusSeconds(1), 0.5);
        assertThat(link.fleet().snapshot().count(HostState.STOPPED, START)).isOne();

        cpu(START.plusSeconds(2), 0.5);

        assertThat(link.fleet().snapshot().count(HostState.REPORTING, START)).isOne();
        assertThat(link.fleet().snapshot().hosts().getFirst().stop()).isEmpty();
    }

    @Test
    void takesAHostThatEnrollsMeanwhile() {
        link.connect();

        link.say(new LiveMessage.HostChanged(1, START, host("9", "new", null)));

        assertThat(link.fleet().snapshot().hosts()).hasSize(1);
    }

    @Test
    void keepsItsHostsWhenTheListFails() {
        link.setHosts(host("1", "web-1", START));
        link.connect();
        link.setFault(LinkFault.TIMEOUT);

        link.fleet().reload();

        assertThat(link.fleet().snapshot().hosts()).hasSize(1);
        assertThat(link.fleet().snapshot().failure()).isNotNull();
    }

    private void cpu(Instant time, double value) {
        link.tick("fleet", "1", time, Map.of(SeriesKey.of("system.cpu.total.utilization"), value));
    }

    private static SeriesKey filesystem(String mountpoint) {
        return SeriesKey.of("system.filesystem.utilization", Map.of("system.filesystem.mountpoint", mountpoint));
    }

    private static SeriesKey network(String name, String direction) {
        return SeriesKey.of(
                "system.network.io", Map.of("network.interface.name", name, "network.io.direction", direction));
    }

    private HostLoad load() {
        return Objects.requireNonNull(link.fleet().snapshot().hosts().getFirst().load());
    }
}
