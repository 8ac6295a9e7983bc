package io.nocturne.server.access;

import java.util.Set;
import java.util.UUID;

/// Sign-ins and service tokens that ended before their time: signed out, their user removed or changed, their refresh
/// token used twice, revoked by an admin. Published when their requests are refused already.
public record AccessRevoked(Set<UUID> accessIds) {

    public AccessRevoked {
        accessIds = Set.copyOf(accessIds);
    }

    /// Whether a connection that this caller opened has to end.
    public boolean ends(Caller caller) {
        return caller.accessId() != null && accessIds.contains(caller.accessId());
    }
}
