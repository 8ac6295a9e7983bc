package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who makes a request, as the token says.
///
/// **Shape** - for a user, `name` is the user name; for an agent, it is the id of its host and
/// `agentId` is present.
/// **Absent** - `expiresAt` for an agent, whose credential lives until it is revoked.
public record Caller(
        String name,
        Role role,
        @Nullable String agentId,
        @Nullable Instant expiresAt) {

    /// The caller behind a connection that passed the endpoint table.
    ///
    /// **Errors** - [IllegalStateException] for any other principal.
    public static Caller of(@Nullable Principal principal) {
        if (principal instanceof CallerAuthentication authentication) {
            return authentication.caller();
        }
        throw new IllegalStateException("this connection did not pass the endpoint table");
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
