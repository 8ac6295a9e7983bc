package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import oshi.hardware.HWDiskStore;
import oshi.util.PlatformEnum;

class DiskCollectorTest {

    private final FakeClock clock = new FakeClock();
    private final List<HWDiskStore> listed = new ArrayList<>();
    private int listings;

    @Test
    void windowsAddsUpTheTimesOfOperations() {
        OshiFake<HWDiskStore> disk = add("\\\\.\\PHYSICALDRIVE0", 0, 0, 0);
        Rounds rounds = rounds(PlatformEnum.WINDOWS);

        // 30 reads and 10 writes took 2 s together, within 5 s.
        set(disk, 30, 10, 2000);
        rounds.after(5);

        assertThat(rounds.value("system.disk.operations", "PHYSICALDRIVE0", "read"))
                .hasValue(6);
        assertThat(rounds.value("system.disk.operations", "PHYSICALDRIVE0", "write"))
                .hasValue(2);
        assertThat(rounds.value("system.disk.io", "PHYSICALDRIVE0", "read")).hasValue(6 * 4096);
        assertThat(rounds.value("system.disk.await")).hasValue(0.05);
        assertThat(rounds.value("system.disk.queue_length")).hasValue(0.4);
        assertThat(rounds.declared()).noneMatch(series -> series.startsWith("system.disk.utilization"));
    }

    @Test
    void thereIsNoAwaitWithoutOperations() {
        OshiFake<HWDiskStore> disk = add("disk0", 5, 5, 700);
        Rounds rounds = rounds(PlatformEnum.MACOS);

        set(disk, 5, 5, 700);
        rounds.after(5);

        assertThat(rounds.value("system.disk.await")).isEmpty();
        assertThat(rounds.value("system.disk.queue_length")).hasValue(0);
    }

    @Test
    void freeBsdCountsTheBusyTime() {
        OshiFake<HWDiskStore> disk = add("ada0", 0, 0, 0);
        Rounds rounds = rounds(PlatformEnum.FREEBSD);

        set(disk, 30, 10, 2000);
        rounds.after(5);

        assertThat(rounds.value("system.disk.utilization")).hasValue(0.4);
        assertThat(rounds.value("system.disk.queue_length")).hasValue(3);
        assertThat(rounds.declared()).noneMatch(series -> series.startsWith("system.disk.await"));
    }

    @Test
    void openBsdTellsNoQueue() {
        add("sd0", 0, 0, 0);

        assertThat(rounds(PlatformEnum.OPENBSD).declared())
                .noneMatch(series -> series.startsWith("system.disk.queue_length"));
    }

    @Test
    void aDriveWithoutAMediumIsNotReported() {
        add("disk0", 0, 0, 0);
        add("disk1", 0, 0, 0).with("getSize", 0L);

        assertThat(rounds(PlatformEnum.MACOS).declared()).allMatch(series -> series.contains("disk0"));
    }

    @Test
    void disksAreListedOnceAMinute() {
        add("disk0", 0, 0, 0);
        Rounds rounds = rounds(PlatformEnum.MACOS);
        Object layout = rounds.reading().layout();

        add("disk1", 0, 0, 0);
        rounds.after(30);
        assertThat(rounds.reading().layout()).isSameAs(layout);
        rounds.after(30);

        assertThat(rounds.declared()).anyMatch(series -> series.contains("disk1"));
        assertThat(listings).isEqualTo(2);
    }

    @Test
    void aDiskThatIsGoneMakesTheNextReadingListThem() {
        add("disk0", 0, 0, 0);
        OshiFake<HWDiskStore> unplugged = add("disk1", 0, 0, 0);
        Rounds rounds = rounds(PlatformEnum.MACOS);

        unplugged.with("updateAttributes", false);
        listed.removeLast();
        rounds.after(5);
        assertThat(rounds.value("system.disk.operations", "disk0", "read")).isPresent();
        assertThat(rounds.value("system.disk.operations", "disk1", "read")).isEmpty();
        rounds.after(5);

        assertThat(rounds.declared()).noneMatch(series -> series.contains("disk1"));
        assertThat(rounds.value("system.disk.operations", "disk0", "read")).isPresent();
    }

    private Rounds rounds(PlatformEnum system) {
        return new Rounds(
                clock,
                new DiskCollector(
                        () -> {
                            listings++;
                            return List.copyOf(listed);
                        },
                        Platform.of(system),
                        _ -> true,
                        clock));
    }

    private OshiFake<HWDiskStore> add(String name, long reads, long writes, long millis) {
        OshiFake<HWDiskStore> disk = OshiFake.of(HWDiskStore.class)
                .with("getName", name)
                .with("getSize", 1L << 40)
                .with("getCurrentQueueLength", 3L)
                .with("updateAttributes", true);
        set(disk, reads, writes, millis);
        listed.add(disk.object());
        return disk;
    }

    private static void set(OshiFake<HWDiskStore> disk, long reads, long writes, long millis) {
        disk.with("getReads", reads)
                .with("getReadBytes", reads * 4096)
                .with("getWrites", writes)
                .with("getWriteBytes", writes * 4096)
                .with("getTransferTime", millis);
    }
}
