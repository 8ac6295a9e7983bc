package io.nocturne.console.shell;

/// Every word of the shell that changes with time, for one moment.
///
/// **Shape** - `strip` is what the stale strip says. A counter is "?" while the link is stale.
record ShellStatus(
        Health health,
        String state,
        String strip,
        String windowTitle,
        String reporting,
        String stale,
        String stopped,
        String neverReported,
        String hosts,
        String rate,
        String clock,
        String zone) {

    static final ShellStatus NONE = new ShellStatus(Health.CONNECTING, "", "", "", "", "", "", "", "", "", "", "");

    /// How the link looks.
    enum Health {
        CONNECTING,
        LIVE,
        LATE,
        STALE,
        PAUSED
    }
}
