package io.nocturne.agent.collect;

import io.nocturne.model.sample.Snapshot;

/// What of a host an operator wants to see.
///
/// **Shape** - filesystems by mount point, disks and interfaces by name; `topProcesses` rows of the process
/// table by CPU and as many by memory, 0 for none. With `isEachTime` the processes are read at every reading,
/// whatever that costs: someone waits for them.
/// **Threads** - immutable.
public record Selection(
        DeviceFilter filesystems, DeviceFilter disks, DeviceFilter interfaces, int topProcesses, boolean isEachTime) {

    public static final int DEFAULT_TOP_PROCESSES = 10;

    /// By CPU and by memory they are together what a snapshot holds.
    private static final int SCREEN_PROCESSES = Snapshot.MAX_PROCESSES / 2;

    /// What is read when nobody says anything else.
    public static final Selection DEFAULT = new Selection(
            DeviceFilter.OWN_CHOICE, DeviceFilter.OWN_CHOICE, DeviceFilter.OWN_CHOICE, DEFAULT_TOP_PROCESSES);

    public Selection {
        if (topProcesses < 0) {
            throw new IllegalArgumentException("topProcesses must be 0 or more, is " + topProcesses);
        }
    }

    /// What an agent reads that runs for months: processes only as often as they are cheap.
    public Selection(DeviceFilter filesystems, DeviceFilter disks, DeviceFilter interfaces, int topProcesses) {
        this(filesystems, disks, interfaces, topProcesses, false);
    }

    /// The same for a reading that is printed.
    public Selection forPrint() {
        return new Selection(filesystems, disks, interfaces, topProcesses, true);
    }

    /// The same for a screen: as many processes as fit a tall one, if any.
    public Selection forScreen() {
        int most = topProcesses == 0 ? 0 : SCREEN_PROCESSES;
        return new Selection(filesystems, disks, interfaces, most, true);
    }
}
