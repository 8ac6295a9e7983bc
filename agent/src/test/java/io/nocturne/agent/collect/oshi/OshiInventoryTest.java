package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Inventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oshi.hardware.CentralProcessor;
import oshi.hardware.ComputerSystem;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.NetworkParams;
import oshi.software.os.OperatingSystem;
import oshi.software.os.OperatingSystem.OSVersionInfo;

class OshiInventoryTest {

    private final OshiFake<ComputerSystem> computer =
            OshiFake.of(ComputerSystem.class).with("getHardwareUUID", "564D0A15-ABCD-0123-4567-89ABCDEF0123");
    private final OshiFake<HardwareAbstractionLayer> hardware = OshiFake.of(HardwareAbstractionLayer.class)
            .with("getComputerSystem", computer.object())
            .with(
                    "getProcessor",
                    OshiFake.of(CentralProcessor.class)
                            .with("getLogicalProcessorCount", 8)
                            .object())
            .with(
                    "getMemory",
                    OshiFake.of(GlobalMemory.class).with("getTotal", 1L << 34).object());
    private final OshiFake<OperatingSystem> system = OshiFake.of(OperatingSystem.class)
            .with("getFamily", "Windows")
            .with("getVersionInfo", new OSVersionInfo("11", "Pro", "26100"))
            .with(
                    "getNetworkParams",
                    OshiFake.of(NetworkParams.class)
                            .with("getHostName", "desk-7")
                            .object());

    @Test
    void isWhatOshiTells() {
        assertThat(read())
                .isEqualTo(new Inventory(
                        "564d0a15-abcd-0123-4567-89abcdef0123",
                        "desk-7",
                        "Windows",
                        "11",
                        System.getProperty("os.arch"),
                        8,
                        1L << 34));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "",
                "  ",
                "00000000-0000-0000-0000-000000000000",
                "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
                "03000200-0400-0500-0006-000700080009"
            })
    void anIdThatManyMachinesShareIsNone(String uuid) {
        computer.with("getHardwareUUID", uuid);

        assertThat(read().machineId()).isNull();
    }

    @Test
    void aPartThatFailsIsAbsentAlone() {
        system.with("getNetworkParams", new IllegalStateException("no name service"));
        hardware.with("getMemory", new IllegalStateException("no native code"));

        Inventory inventory = read();

        assertThat(inventory.hostName()).isNull();
        assertThat(inventory.memoryBytes()).isNull();
        assertThat(inventory.osName()).isEqualTo("Windows");
        assertThat(inventory.logicalCpus()).isEqualTo(8);
    }

    private Inventory read() {
        return new OshiInventory(hardware::object, system::object).read();
    }
}
