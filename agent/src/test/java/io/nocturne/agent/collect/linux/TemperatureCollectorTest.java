package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.names;
import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemperatureCollectorTest {

    private static final String CORE = "hw.id=coretemp-coretemp.0/temp2";

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() throws IOException {
        machine = new FakeMachine(root);
        Files.createDirectories(root.resolve("sys/devices/platform/coretemp.0"));
        machine.file("sys/class/hwmon/hwmon3/name", "coretemp\n")
                .file("sys/class/hwmon/hwmon3/temp2_input", "61500\n")
                .file("sys/class/hwmon/hwmon3/temp2_label", "Core 0\n");
        Files.createSymbolicLink(
                root.resolve("sys/class/hwmon/hwmon3/device"), root.resolve("sys/devices/platform/coretemp.0"));
    }

    @Test
    void aSensorIsNamedByItsDeviceAndShowsDegrees() {
        assertThat(value(machine.read(), "hw.temperature", CORE, "hw.name=coretemp Core 0"))
                .hasValue(61.5);
    }

    @Test
    void frostIsNegative() {
        machine.file("sys/class/hwmon/hwmon3/temp2_input", "-5000\n");

        assertThat(value(machine.read(), "hw.temperature", CORE)).hasValue(-5);
    }

    @Test
    void aSensorIsReadEveryFifteenSeconds() {
        machine.read();
        machine.file("sys/class/hwmon/hwmon3/temp2_input", "70000\n");

        machine.clock().advance(Duration.ofSeconds(10));
        assertThat(value(machine.read(), "hw.temperature", CORE)).hasValue(61.5);
        machine.clock().advance(Duration.ofSeconds(5));
        assertThat(value(machine.read(), "hw.temperature", CORE)).hasValue(70);
    }

    @Test
    void aSensorThatCannotBeReadIsAbsentAndTheOthersStay() {
        machine.file("sys/class/hwmon/hwmon4/name", "nvme\n").file("sys/class/hwmon/hwmon4/temp1_input", "asleep\n");

        var reading = machine.read();

        assertThat(value(reading, "hw.temperature", "hw.id=nvme-hwmon4/temp1")).isEmpty();
        assertThat(value(reading, "hw.temperature", CORE)).hasValue(61.5);
    }

    @Test
    void aSensorThatIsPluggedInAppearsWithinAMinute() {
        assertThat(names(machine.read(), "hw.id")).hasSize(1);
        machine.file("sys/class/hwmon/hwmon4/name", "nvme\n").file("sys/class/hwmon/hwmon4/temp1_input", "40000\n");
        machine.clock().advance(Duration.ofMinutes(1));

        assertThat(names(machine.read(), "hw.id")).containsExactly("coretemp-coretemp.0/temp2", "nvme-hwmon4/temp1");
    }
}
