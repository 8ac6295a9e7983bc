package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerCollectorTest {

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void versionTwoHasItsLimits() {
        v2("150000 100000", 1_000_000, "1073741824");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        v2("150000 100000", 4_750_000, "1073741824");

        Reading reading = machine.read();

        assertThat(value(reading, "container.cpu.limit")).hasValue(1.5);
        assertThat(value(reading, "container.cpu.utilization")).hasValue(0.5);
        assertThat(value(reading, "container.memory.limit")).hasValue(1_073_741_824);
        assertThat(value(reading, "container.memory.utilization")).hasValue(0.25);
    }

    @Test
    void versionOneHasItsLimits() {
        v1(1_000_000_000L);
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        v1(2_000_000_000L);

        Reading reading = machine.read();

        assertThat(value(reading, "container.cpu.limit")).hasValue(0.5);
        assertThat(value(reading, "container.cpu.utilization")).hasValue(0.4);
        assertThat(value(reading, "container.memory.utilization")).hasValue(0.75);
    }

    @Test
    void withoutLimitsThereAreNoSeries() {
        v2("max 100000", 1, "max");

        assertThat(machine.read().layout().layout().series())
                .noneMatch(key -> key.metric().startsWith("container."));
    }

    @Test
    void aHostUnderVersionOneHasNoLimit() {
        machine.file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
                .file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
                .file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");

        assertThat(machine.read().layout().layout().series())
                .noneMatch(key -> key.metric().startsWith("container."));
    }

    @Test
    void aLimitThatIsSetLaterAppearsWithinAMinute() {
        v2("max 100000", 1, "max");
        machine.read();
        machine.clock().advance(Duration.ofMinutes(1));
        v2("max 100000", 1, "2147483648");

        assertThat(value(machine.read(), "container.memory.limit")).hasValue(2_147_483_648.0);
    }

    private void v2(String cpuMax, long usageMicros, String memoryMax) {
        machine.file("sys/fs/cgroup/cpu.max", cpuMax + "\n")
                .file("sys/fs/cgroup/cpu.stat", "usage_usec %d\nuser_usec 1\n".formatted(usageMicros))
                .file("sys/fs/cgroup/memory.max", memoryMax + "\n")
                .file("sys/fs/cgroup/memory.current", "402653184\n")
                .file("sys/fs/cgroup/memory.stat", "anon 1\nfile 2\ninactive_file 134217728\n");
    }

    private void v1(long usageNanos) {
        machine.file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n")
                .file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n")
                .file("sys/fs/cgroup/cpuacct/cpuacct.usage", usageNanos + "\n")
                .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000\n")
                .file("sys/fs/cgroup/memory/memory.usage_in_bytes", "800\n")
                .file("sys/fs/cgroup/memory/memory.stat", "cache 100\ntotal_inactive_file 50\n");
    }
}
