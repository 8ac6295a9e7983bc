package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.server.audit.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who makes a request, as the token says.
///
/// **Shape** - for a user, `name` is the user name; for a service token, it is the token's; for an agent, it is the id
/// of its host and `agentId` is present. `accessId` is the sign-in or the service token that the request rests on: when
/// it ends, [AccessRevoked] names it. `readOnly` callers may only look.
/// **Absent** - `expiresAt` for an agent, whose credential lives until it is revoked; `accessId` for an agent and for
/// a command on the server's own machine.
public record Caller(
        String name,
        Role role,
        @Nullable String agentId,
        @Nullable Instant expiresAt,
        @Nullable UUID accessId,
        boolean readOnly) {

    static Caller user(String name, Role role, @Nullable UUID accessId, Instant expiresAt) {
        return new Caller(name, role, null, expiresAt, accessId, false);
    }

    static Caller agent(String hostId, String agentId) {
        return new Caller(hostId, Role.AGENT, agentId, null, null, false);
    }

    static Caller service(String name, UUID tokenId, Instant expiresAt) {
        return new Caller(name, Role.VIEWER, null, expiresAt, tokenId, true);
    }

    /// The caller behind a connection that passed the endpoint table.
    ///
    /// **Errors** - [IllegalStateException] for any other principal.
    public static Caller of(@Nullable Principal principal) {
        if (principal instanceof CallerAuthentication authentication) {
            return authentication.caller();
        }
        throw new IllegalStateException("this connection did not pass the endpoint table");
    }

    /// Who does what a request asks for, and from where.
    public Origin origin(HttpServletRequest request) {
        return new Origin(name, request.getRemoteAddr());
    }

    /// The agent's id.
    ///
    /// **Errors** - [IllegalStateException] for a user; the endpoint's role keeps users away.
    public String requireAgentId() {
        if (agentId == null) {
            throw new IllegalStateException(name + " is not an agent");
        }
        return agentId;
    }
}
