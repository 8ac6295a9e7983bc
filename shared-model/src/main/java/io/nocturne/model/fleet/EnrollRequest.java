package io.nocturne.model.fleet;

/// An agent's first request: the enrolment token that an admin (or the local token file) gave it, and its host.
public record EnrollRequest(String token, HostDescription host) {

    @Override
    public String toString() {
        return "EnrollRequest[token=<hidden>, host=" + host + "]";
    }
}
