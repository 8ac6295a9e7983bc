package io.nocturne.model.fleet;

/// Why an agent says goodbye.
public enum StopReason {
    /// The agent was stopped; the host goes on.
    AGENT_STOPPED,
    /// The host is being shut down or restarted.
    HOST_SHUTDOWN,
    /// The host goes to sleep.
    HOST_SUSPEND
}
