package io.nocturne.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Inventory;
import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigKey;
import io.nocturne.agent.config.ConfigSources;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.model.fleet.HostDescription;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostIdentityTest {

    private static final String MACHINE_ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void theMachineKeyIsAHashThatDoesNotTellTheMachineId() throws Exception {
        HostDescription host = describe(Map.of(), MACHINE_ID, "web-1");

        // printf 'nocturne-machine:0123456789abcdef0123456789abcdef' | sha256sum
        assertThat(host.machineKey())
                .isEqualTo("c1beae90294b5dfd3049d4a2dbfa5e52a0a28d97996a9c4e8f5955077005cf49")
                .doesNotContain(MACHINE_ID);
    }

    @Test
    void withoutAMachineIdTheKeyIsMadeOnceAndKept() throws Exception {
        String first = describe(Map.of(), null, "web-1").machineKey();

        assertThat(describe(Map.of(), null, "web-1").machineKey())
                .isEqualTo(first)
                .hasSize(64);
    }

    @Test
    void theOperatorsNameAndTagsCount() throws Exception {
        HostDescription host =
                describe(Map.of(ConfigKey.HOST_NAME, "shop", ConfigKey.TAGS, "role=web"), MACHINE_ID, "ip-10-0-0-1");

        assertThat(host.name()).isEqualTo("shop");
        assertThat(host.tags()).containsExactly(Map.entry("role", "web"));
    }

    @Test
    void aHostThatDoesNotTellItsNameStillHasOne() throws Exception {
        assertThat(describe(Map.of(), MACHINE_ID, null).name()).isEqualTo("unnamed");
    }

    private HostDescription describe(Map<ConfigKey, String> flags, @Nullable String machineId, @Nullable String name)
            throws Exception {
        AgentConfig config = new ConfigSources(flags, Map.of(), Optional.empty()).resolve(folder);
        Inventory inventory = new Inventory(machineId, name, "Debian GNU/Linux", "12", "amd64", 2, 1_024L);
        return new HostIdentity(config, StateDirectory.open(folder), "0.1.0").describe(inventory);
    }
}
