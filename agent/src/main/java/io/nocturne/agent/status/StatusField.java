package io.nocturne.agent.status;

/// One value of a status.
///
/// **Unit** - instants as UTC text; counts since the agent's start.
public enum StatusField {
    PID("pid"),
    AGENT_VERSION("agentVersion"),
    STARTED_AT("startedAt"),
    WRITTEN_AT("writtenAt"),
    INTERVAL_SECONDS("intervalSeconds"),
    SERVER_URL("serverUrl"),
    SERVER_ADDRESS("serverAddress"),
    HOST_ID("hostId"),
    CERTIFICATE_END("certificateEnd"),
    AUTHORITY_END("authorityEnd"),
    TAKEN("taken"),
    DELIVERED("delivered"),
    DROPPED("dropped"),
    WAITING("waiting"),
    WAITING_IN_MEMORY("waitingInMemory"),
    DISK_BYTES("diskBytes"),
    OLDEST_WAITING("oldestWaiting"),
    ACKNOWLEDGED_AT("acknowledgedAt"),
    ACKNOWLEDGED_SEQUENCE("acknowledgedSequence"),
    FAILED_AT("failedAt"),
    FAILURE("failure"),
    EVENTS_WAITING("eventsWaiting"),
    EVENTS_DROPPED("eventsDropped"),
    STOPPED_AT("stoppedAt"),
    STOP_REASON("stopReason");

    private final String key;

    StatusField(String key) {
        this.key = key;
    }

    /// The name in JSON.
    String key() {
        return key;
    }
}
