package io.nocturne.server.access;

/// Whether what a caller was let in with still counts: the sign-in, the service token, the agent's credential. Asked
/// with every request and, by long connections, now and then.
///
/// **Threads** - safe; answers from memory, but for an agent that was not heard of lately.
public final class StandingAccess {

    private final Sessions sessions;
    private final ServiceTokens serviceTokens;
    private final AgentCredentials agents;

    StandingAccess(Sessions sessions, ServiceTokens serviceTokens, AgentCredentials agents) {
        this.sessions = sessions;
        this.serviceTokens = serviceTokens;
        this.agents = agents;
    }

    /// **Errors** - a `DataAccessException` when the database has to be asked and does not answer.
    public boolean isInForce(Caller caller) {
        if (caller.agentId() != null) {
            return agents.isInForce(caller.agentId());
        }
        if (caller.accessId() == null) {
            // A command on the server's own machine, which has read the key that signs tokens.
            return true;
        }
        return caller.readOnly() ? serviceTokens.isInForce(caller.accessId()) : sessions.isLive(caller.accessId());
    }
}
