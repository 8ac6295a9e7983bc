package io.nocturne.agent.link;

/// What enrollment gave: who this agent is, at which server, and the proof of it.
public record Credential(String server, String hostId, String agentId, String credential) {

    /// Whether it was given by the server of that host name; another server must not see it.
    public boolean isForHost(String host) {
        return server.equals(host);
    }

    @Override
    public String toString() {
        return "Credential[server=%s, hostId=%s, agentId=%s, credential=<hidden>]".formatted(server, hostId, agentId);
    }
}
