package io.nocturne.server.access.store;

import io.nocturne.model.access.Role;
import java.time.Instant;

/// Somebody who may sign in.
public record User(String username, String passwordHash, Role role, Instant createdAt) {

    @Override
    public String toString() {
        return "User[username=" + username + ", role=" + role + "]";
    }
}
