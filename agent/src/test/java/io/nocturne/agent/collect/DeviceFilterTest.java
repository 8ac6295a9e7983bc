package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFilterTest {

    @Test
    void withoutGlobsTheAgentChooses() {
        assertThat(DeviceFilter.OWN_CHOICE.admits("eth0", true)).isTrue();
        assertThat(DeviceFilter.OWN_CHOICE.admits("lo", false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "eth*, eth0, true",
        "eth*, eth, true",
        "eth*, veth0, false",
        "sd?, sda, true",
        "sd?, sda1, false",
        "/srv/*, /srv/a/b, true",
        "'/mnt/my disk', '/mnt/my disk', true",
        "a.b, axb, false",
        "'[a]', a, false",
        "'\\Q*', '\\Q1', true",
        "***a***, bab, true"
    })
    void aGlobMatchesTheWholeName(String glob, String name, boolean matches) {
        assertThat(new DeviceFilter(List.of(glob), List.of()).admits(name, false))
                .isEqualTo(matches);
        assertThat(new DeviceFilter(List.of(), List.of(glob)).admits(name, true))
                .isEqualTo(!matches);
    }

    @Test
    void whatIsIncludedIsAllThereIs() {
        DeviceFilter filter = new DeviceFilter(List.of("docker0", "eth*"), List.of("eth9"));

        assertThat(filter.admits("docker0", false)).isTrue();
        assertThat(filter.admits("eth0", true)).isTrue();
        assertThat(filter.admits("eth9", true)).isFalse();
        assertThat(filter.admits("wlan0", true)).isFalse();
    }
}
