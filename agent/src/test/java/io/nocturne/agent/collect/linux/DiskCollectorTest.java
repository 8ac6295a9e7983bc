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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskCollectorTest {

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void ratesAwaitQueueAndUtilizationOverFiveSeconds() {
        disk("vda", 1000).file("proc/diskstats", " 254 0 vda 100 5 2000 600 200 7 4000 900 0 3000 1500 0 0 0 0\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        // 50 reads of 1000 sectors in 250 ms, 100 writes of 10000 sectors in 500 ms, busy 1 s, weighted 10 s
        machine.file("proc/diskstats", " 254 0 vda 150 5 3000 850 300 7 14000 1400 3 4000 11500 0 0 0 0\n");

        Reading reading = machine.read();

        assertThat(value(reading, "system.disk.io", "disk.io.direction=read")).hasValue(102_400);
        assertThat(value(reading, "system.disk.io", "disk.io.direction=write")).hasValue(1_024_000);
        assertThat(value(reading, "system.disk.operations", "disk.io.direction=read"))
                .hasValue(10);
        assertThat(value(reading, "system.disk.operations", "disk.io.direction=write"))
                .hasValue(20);
        assertThat(value(reading, "system.disk.await")).hasValue(0.005);
        assertThat(value(reading, "system.disk.queue_length")).hasValue(2);
        assertThat(value(reading, "system.disk.utilization")).hasValue(0.2);
    }

    @Test
    void withoutOperationsThereIsNoAwait() {
        disk("vda", 1000).file("proc/diskstats", " 254 0 vda 100 5 2000 600 200 7 4000 900 0 3000 1500\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));

        Reading reading = machine.read();

        assertThat(value(reading, "system.disk.await")).isEmpty();
        assertThat(value(reading, "system.disk.utilization")).hasValue(0);
    }

    @Test
    void aBusyTimeThatWrapsIsAbsentOnceAndTheRestIsNot() {
        disk("vda", 1000).file("proc/diskstats", " 254 0 vda 100 5 2000 600 200 7 4000 900 0 3000 4294967290\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        machine.file("proc/diskstats", " 254 0 vda 105 5 2000 600 200 7 4000 900 0 3000 100\n");

        Reading reading = machine.read();

        assertThat(value(reading, "system.disk.queue_length")).isEmpty();
        assertThat(value(reading, "system.disk.operations", "disk.io.direction=read"))
                .hasValue(1);
    }

    @Test
    void wholeDisksOnly() {
        disk("sda", 1000).file("sys/block/loop0/size", "8\n").file("sys/block/ram0/size", "8\n");
        disk("nvme0n1", 1000).file("sys/block/dm-0/size", "8\n").file("sys/block/md127/size", "8\n");
        machine.file("sys/block/cciss!c0d0/size", "8\n").file("sys/block/sr0/size", "0\n");
        machine.file("sys/block/zram0/size", "8\n");
        StringBuilder stats = new StringBuilder();
        String[] devices = {
            "loop0",
            "ram0",
            "sda",
            "sda1",
            "sda2",
            "nvme0n1",
            "nvme0n1p1",
            "dm-0",
            "md127",
            "md127p1",
            "cciss/c0d0",
            "cciss/c0d0p1",
            "sr0",
            "zram0"
        };
        for (String device : devices) {
            stats.append("   8       0 ").append(device).append(" 1 1 1 1 1 1 1 1 0 1 1 0 0 0 0 0 0\n");
        }
        machine.file("proc/diskstats", stats.toString());

        assertThat(names(machine.read(), "system.device"))
                .containsExactly("sda", "nvme0n1", "dm-0", "md127", "cciss/c0d0");
    }

    @ParameterizedTest
    @CsvSource({
        "sda,false", "sda1,true", "vdb12,true", "xvda1,true", "nvme0n1,false", "nvme0n1p1,true", "mmcblk0,false",
        "mmcblk0p2,true", "dm-1,false", "dm-10,false", "md0,false", "md127p1,true", "sr0,false", "cciss/c0d0,false"
    })
    void withoutSysANameTellsPartitions(String device, boolean isPartition) {
        assertThat(WholeDisks.isPartitionName(device)).isEqualTo(isPartition);
    }

    @Test
    void aDiskThatComesHasARateInTheNextReadingAndOneThatGoesTakesItsSeries() {
        String vda = " 254 0 vda 100 5 2000 600 200 7 4000 900 0 3000 1500\n";
        String sdb = " 8 16 sdb 100 5 2000 600 200 7 4000 900 0 3000 1500\n";
        disk("vda", 1000).file("proc/diskstats", vda);
        machine.read();
        disk("sdb", 1000).file("proc/diskstats", sdb + vda);
        machine.clock().advance(Duration.ofSeconds(5));
        Reading plugged = machine.read();
        machine.file("proc/diskstats", vda);
        machine.clock().advance(Duration.ofSeconds(5));
        Reading unplugged = machine.read();

        assertThat(names(plugged, "system.device")).containsExactly("sdb", "vda");
        assertThat(value(plugged, "system.disk.io", "system.device=vda")).hasValue(0);
        assertThat(value(plugged, "system.disk.io", "system.device=sdb")).isEmpty();
        assertThat(names(unplugged, "system.device")).containsExactly("vda");
        assertThat(value(unplugged, "system.disk.io", "system.device=vda")).hasValue(0);
    }

    @Test
    void aLineOfAnOldKernelWithFourColumnsSaysTooLittle() {
        disk("hda", 1000).file("proc/diskstats", "   3    0   hda 100 2000 200 4000\n");
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));

        assertThat(value(machine.read(), "system.disk.io")).isEmpty();
    }

    private FakeMachine disk(String name, long sectors) {
        return machine.file("sys/block/" + name + "/size", sectors + "\n");
    }
}
