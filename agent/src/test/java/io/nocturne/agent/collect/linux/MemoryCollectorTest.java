package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCollectorTest {

    private static final String KERNEL_6 = """
            MemTotal:       24683656 kB
            MemFree:        14428168 kB
            MemAvailable:   20397580 kB
            Buffers:            3304 kB
            Cached:          6162868 kB
            SwapCached:            0 kB
            Shmem:              8896 kB
            SReclaimable:      21412 kB
            SwapTotal:       1000000 kB
            SwapFree:         750000 kB
            HugePages_Total:       0
            """;

    /// Red Hat 6: no MemAvailable.
    private static final String KERNEL_2_6_32 = """
            MemTotal:        1000 kB
            MemFree:          100 kB
            Buffers:           50 kB
            Cached:           300 kB
            Shmem:             40 kB
            SReclaimable:      20 kB
            SwapTotal:          0 kB
            SwapFree:           0 kB
            """;

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void statesAddUpToTheLimit() {
        Reading reading = machine.file("proc/meminfo", KERNEL_6).read();

        double limit = value(reading, "system.memory.limit").getAsDouble();
        assertThat(limit).isEqualTo(24_683_656L * 1024);
        assertThat(state(reading, "cached")).isEqualTo((6_162_868L + 21_412) * 1024);
        assertThat(state(reading, "used")
                        + state(reading, "free")
                        + state(reading, "buffers")
                        + state(reading, "cached"))
                .isEqualTo(limit);
    }

    @Test
    void utilizationIsWhatProgramsCannotHave() {
        Reading reading = machine.file("proc/meminfo", KERNEL_6).read();

        assertThat(value(reading, "system.memory.available")).hasValue(20_397_580L * 1024.0);
        assertThat(value(reading, "system.memory.utilization")).hasValue(0.1736);
    }

    @Test
    void swapIsReadToo() {
        Reading reading = machine.file("proc/meminfo", KERNEL_6).read();

        assertThat(value(reading, "system.paging.limit")).hasValue(1_024_000_000);
        assertThat(value(reading, "system.paging.usage", "system.paging.state=used"))
                .hasValue(256_000_000);
        assertThat(value(reading, "system.paging.usage", "system.paging.state=free"))
                .hasValue(768_000_000);
        assertThat(value(reading, "system.paging.utilization")).hasValue(0.25);
    }

    @Test
    void anOldKernelsAvailableMemoryIsTheFreeAndTheCacheThatHasFiles() {
        Reading reading = machine.file("proc/meminfo", KERNEL_2_6_32).read();

        assertThat(value(reading, "system.memory.available")).hasValue((100 + 50 + 300 - 40) * 1024);
        assertThat(value(reading, "system.memory.utilization")).hasValue(0.59);
    }

    @Test
    void withoutSwapItsUtilizationIsAbsent() {
        Reading reading = machine.file("proc/meminfo", KERNEL_2_6_32).read();

        assertThat(value(reading, "system.paging.limit")).hasValue(0);
        assertThat(value(reading, "system.paging.utilization")).isEmpty();
    }

    @Test
    void aContainersMeminfoWithNothingUsefulIsAbsentAndNotZero() {
        Reading reading = machine.file("proc/meminfo", "MemTotal: none\n").read();

        assertThat(value(reading, "system.memory.limit")).isEmpty();
        assertThat(value(reading, "system.memory.utilization")).isEmpty();
        assertThat(value(reading, "system.paging.limit")).isEmpty();
    }

    @Test
    void swapActivityIsARate() {
        machine.file("proc/vmstat", "nr_free_pages 1\npswpin 100\npswpout 1000\npgpgin 5\n")
                .read();
        machine.clock().advance(Duration.ofSeconds(5));

        Reading reading = machine.file("proc/vmstat", "nr_free_pages 1\npswpin 105\npswpout 1050\n")
                .read();

        assertThat(value(reading, "system.paging.operations", "system.paging.direction=in"))
                .hasValue(1);
        assertThat(value(reading, "system.paging.operations", "system.paging.direction=out"))
                .hasValue(10);
    }

    @Test
    void loadAndUptimeAreRead() {
        Reading reading = machine.file("proc/loadavg", "0.41 12.26 3.00 1/84 5726\n")
                .file("proc/uptime", "1416.64 2648.81\n")
                .read();

        assertThat(value(reading, "system.cpu.load_average.1m")).hasValue(0.41);
        assertThat(value(reading, "system.cpu.load_average.5m")).hasValue(12.26);
        assertThat(value(reading, "system.cpu.load_average.15m")).hasValue(3);
        assertThat(value(reading, "system.uptime")).hasValue(1416);
    }

    private static double state(Reading reading, String state) {
        return value(reading, "system.memory.usage", "system.memory.state=" + state)
                .getAsDouble();
    }
}
