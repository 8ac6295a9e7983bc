package io.nocturne.console.screen.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.StopReason;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFilterTest {

    private static final HostRow DB = row(HostState.STALE, null);

    private static HostRow row(HostState state, @Nullable StopReason reason) {
        return new HostRow(
                "1",
                "pus1-DB-02",
                state,
                reason,
                "Ubuntu 24.04",
                "0.1.0",
                OptionalDouble.of(0.85),
                OptionalDouble.of(0.4),
                OptionalDouble.of(0.964),
                "/var",
                OptionalDouble.of(3),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "db, true",
        "DB-0, true",
        "web, false",
        "cpu>80, true",
        "cpu>85, false",
        "cpu>=85, true",
        "cpu>80%, true",
        "memory<50, true",
        "mem>50, false",
        "disk>90, true",
        "load>2.5, true",
        "state:stale, true",
        "state:rep, false",
        "os:ubuntu, true",
        "db cpu>80 state:stale, true",
        "db cpu>90, false",
        "network>1, false"
    })
    void meansWhatItSays(String text, boolean passes) {
        assertThat(HostFilter.parse(text).test(DB)).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT_STOPPED, state:stopped, true",
        "AGENT_STOPPED, state:agent, true",
        "AGENT_STOPPED, state:asleep, false",
        "HOST_SHUTDOWN, state:shutdown, true",
        "HOST_SHUTDOWN, state:stopped, true",
        "HOST_SUSPEND, state:asleep, true",
        "HOST_SUSPEND, state:stopped, true",
        "HOST_SUSPEND, state:stale, false",
        ", state:stopped, true"
    })
    void findsHostsThatSaidGoodbye(@Nullable StopReason reason, String text, boolean passes) {
        assertThat(HostFilter.parse(text).test(row(HostState.STOPPED, reason))).isEqualTo(passes);
    }

    @Test
    void aHalfTypedWordIsPartOfAName() {
        assertThat(HostFilter.parse("cpu>").test(DB)).isFalse();
        assertThat(HostFilter.parse("pus1").test(DB)).isTrue();
    }
}
