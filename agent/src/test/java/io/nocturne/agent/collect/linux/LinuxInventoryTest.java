package io.nocturne.agent.collect.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Inventory;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxInventoryTest {

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void aHostSaysWhatItIs() {
        machine.file("etc/machine-id", "0123456789abcdef0123456789abcdef\n")
                .file("proc/sys/kernel/hostname", "web-1\n")
                .file(
                        "etc/os-release",
                        "PRETTY_NAME=\"Debian 12\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID='12'\nID=debian\n")
                .file("proc/stat", "cpu  1 2\ncpu0 1 2\ncpu1 1 2\nintr 5\n")
                .file("proc/meminfo", "MemTotal: 1000 kB\n");

        Inventory inventory = machine.machine().inventory();

        assertThat(inventory.machineId()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(inventory.hostName()).isEqualTo("web-1");
        assertThat(inventory.osName()).isEqualTo("Debian GNU/Linux");
        assertThat(inventory.osVersion()).isEqualTo("12");
        assertThat(inventory.logicalCpus()).isEqualTo(2);
        assertThat(inventory.memoryBytes()).isEqualTo(1_024_000);
    }

    @Test
    void whatAHostDoesNotTellIsAbsent() {
        Inventory inventory = machine.machine().inventory();

        assertThat(inventory.machineId()).isNull();
        assertThat(inventory.hostName()).isNull();
        assertThat(inventory.osName()).isNull();
        assertThat(inventory.logicalCpus()).isNull();
        assertThat(inventory.memoryBytes()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "uninitialized\n", "0123\n"})
    void anImagesUnsetMachineIdIsNone(String id) {
        machine.file("etc/machine-id", id);

        assertThat(machine.machine().inventory().machineId()).isNull();
    }

    @Test
    void theMachineIdIsNotPrinted() {
        machine.file("etc/machine-id", "0123456789abcdef0123456789abcdef\n");

        assertThat(machine.machine().inventory())
                .hasToString("Inventory[null, null null, %s]".formatted(System.getProperty("os.arch")));
    }
}
