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

class PressureCollectorTest {

    private static final String METRIC = "system.pressure.utilization";
    private static final String IO = "system.pressure.resource=io";

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void theShareIsTheGrowthOfTheTotalOverTheTime() {
        io(1_000_000, 400_000);
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        io(2_000_000, 900_000);

        Reading reading = machine.read();

        assertThat(value(reading, METRIC, IO, "system.pressure.stalled=some")).hasValue(0.2);
        assertThat(value(reading, METRIC, IO, "system.pressure.stalled=full")).hasValue(0.1);
    }

    @Test
    void theCpuHasNoFullPressure() {
        machine.file(
                "proc/pressure/cpu",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");

        assertThat(names(machine.read(), "system.pressure.stalled")).containsExactly("some");
    }

    @Test
    void aKernelWithoutPressureHasNoSuchSeries() {
        machine.file("proc/uptime", "1.00 1.00\n");

        assertThat(names(machine.read(), "system.pressure.resource")).isEmpty();
    }

    private void io(long some, long full) {
        machine.file("proc/pressure/io", """
                some avg10=0.01 avg60=0.30 avg300=0.27 total=%d
                full avg10=0.01 avg60=0.28 avg300=0.25 total=%d
                """.formatted(some, full));
    }
}
