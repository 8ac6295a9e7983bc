package io.nocturne.agent.collect;

import io.nocturne.model.sample.Snapshot;

/// What of a host an operator wants to see.
///
/// **Shape** - filesystems by mount point, disks and interfaces by name; `topProcesses` rows of the process
/// table by CPU and as many by memory, 0 for none.
/// **Threads** - immutable.
public record Selection(DeviceFilter filesystems, DeviceFilter disks, DeviceFilter interfaces, int topProcesses) {

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

    /// The same with as many processes as fit a tall screen, if any.
    public Selection forScreen() {
        return topProcesses == 0 ? this : new Selection(filesystems, disks, interfaces, SCREEN_PROCESSES);
    }
}
