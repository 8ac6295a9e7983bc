package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import oshi.software.os.OSFileStore;

class FilesystemCollectorTest {

    private final FakeClock clock = new FakeClock();
    private final List<OSFileStore> listed = new ArrayList<>();

    @Test
    void spaceIsCountedAsDfDoes() {
        add("/", "ufs", 1000, 400, 300).with("getTotalInodes", 200L).with("getFreeInodes", 50L);

        Rounds rounds = rounds();

        assertThat(rounds.value("system.filesystem.limit")).hasValue(1000);
        assertThat(rounds.value("system.filesystem.usage", "used")).hasValue(600);
        assertThat(rounds.value("system.filesystem.usage", "\"free\"")).hasValue(300);
        assertThat(rounds.value("system.filesystem.usage", "reserved")).hasValue(100);
        assertThat(rounds.value("system.filesystem.utilization")).hasValue(0.6667);
        assertThat(rounds.value("system.filesystem.inodes.usage", "used")).hasValue(150);
        assertThat(rounds.value("system.filesystem.inodes.usage", "\"free\"")).hasValue(50);
        assertThat(rounds.value("system.filesystem.inodes.utilization")).hasValue(0.75);
    }

    @Test
    void windowsHasNoInodes() {
        add("C:\\", "NTFS", 1000, 400, 400);
        add("D:\\", "ReFS", 1000, 400, 400).with("getTotalInodes", -1L).with("getFreeInodes", -1L);

        Rounds rounds = rounds();

        assertThat(rounds.value("system.filesystem.limit", "C:")).hasValue(1000);
        assertThat(rounds.value("system.filesystem.inodes.usage", "C:", "used")).isEmpty();
        assertThat(rounds.value("system.filesystem.inodes.usage", "D:", "used")).isEmpty();
        assertThat(rounds.value("system.filesystem.inodes.utilization", "D:")).isEmpty();
    }

    @Test
    void imagesEmptyDrivesAndHelperVolumesAreLeftOut() {
        add("E:\\", "CDFS", 1000, 0, 0);
        add("F:\\", "NTFS", 0, 0, 0);
        add("/System/Volumes/VM", "apfs", 1000, 400, 400);
        add("/System/Volumes/Data", "apfs", 1000, 400, 400);

        assertThat(rounds().declared()).isNotEmpty().allMatch(series -> series.contains("/System/Volumes/Data"));
    }

    @Test
    void numbersThatCannotBeAreCutToWhatCan() {
        add("/", "zfs", 1000, 1200, -1);

        Rounds rounds = rounds();

        assertThat(rounds.value("system.filesystem.usage", "used")).hasValue(0);
        assertThat(rounds.value("system.filesystem.usage", "\"free\"")).hasValue(0);
        assertThat(rounds.value("system.filesystem.utilization")).isEmpty();
    }

    @Test
    void spaceIsBroughtUpToDateWithoutAnotherListing() {
        OshiFake<OSFileStore> store = add("/", "apfs", 1000, 400, 400);
        Rounds rounds = rounds();
        Object layout = rounds.reading().layout();

        listed.clear();
        store.with("getFreeSpace", 100L).with("getUsableSpace", 100L);
        rounds.after(5);

        assertThat(rounds.value("system.filesystem.utilization")).hasValue(0.9);
        assertThat(rounds.reading().layout()).isSameAs(layout);
    }

    private Rounds rounds() {
        return new Rounds(clock, new FilesystemCollector(() -> List.copyOf(listed), _ -> true, clock));
    }

    private OshiFake<OSFileStore> add(String mount, String type, long total, long free, long usable) {
        OshiFake<OSFileStore> store = OshiFake.of(OSFileStore.class)
                .with("getMount", mount)
                .with("getVolume", "volume of " + mount)
                .with("getType", type)
                .with("getTotalSpace", total)
                .with("getFreeSpace", free)
                .with("getUsableSpace", usable)
                .with("getTotalInodes", 0L)
                .with("getFreeInodes", 0L)
                .with("updateAttributes", true);
        listed.add(store.object());
        return store;
    }
}
