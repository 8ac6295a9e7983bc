package io.nocturne.agent.collect.linux;

/// One line of the kernel's mount table.
///
/// **Shape** - `filesystemId` is the kernel's major:minor, the same for every place at which one filesystem
/// is mounted; `subtree` is the part of it that shows there, `/` for the whole.
/// **Source** - proc_pid_mountinfo(5).
record Mount(String filesystemId, String subtree, String mountpoint, String type, String device) {

    boolean showsWhole() {
        return subtree.equals("/");
    }
}
