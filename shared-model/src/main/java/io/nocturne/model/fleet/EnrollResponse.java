package io.nocturne.model.fleet;

/// What an enrolled agent keeps: who it is and the bearer credential that proves it. The credential is shown once.
public record EnrollResponse(String hostId, String agentId, String credential) {

    @Override
    public String toString() {
        return "EnrollResponse[hostId=" + hostId + ", agentId=" + agentId + ", credential=<hidden>]";
    }
}
