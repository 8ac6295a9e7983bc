package io.nocturne.agent.collect;

/// What of a host an operator wants to see.
///
/// **Shape** - filesystems by mount point, disks and interfaces by name; `topProcesses` rows of the process
/// table by CPU and as many by memory, 0 for none.
/// **Threads** - immutable.
public record Selection(DeviceFilter filesystems, DeviceFilter disks, DeviceFilter interfaces, int topProcesses) {

    public static final int DEFAULT_TOP_PROCESSES = 10;

    /// What is read when nobody says anything else.
    public static final Selection DEFAULT = new Selection(
            DeviceFilter.OWN_CHOICE, DeviceFilter.OWN_CHOICE, DeviceFilter.OWN_CHOICE, DEFAULT_TOP_PROCESSES);

    public Selection {
        if (topProcesses < 0) {
            throw new IllegalArgumentException("topProcesses must be 0 or more, is " + topProcesses);
        }
    }
}
