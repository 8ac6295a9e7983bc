package io.nocturne.model.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a caller may do. Admin includes operator, operator includes viewer; agent stands apart.
public enum Role {
    /// Users, tokens, enrolment, rules and everything below.
    @JsonProperty("admin")
    ADMIN,
    /// Acknowledges and silences, and everything below.
    @JsonProperty("operator")
    OPERATOR,
    /// Sees everything, changes nothing.
    @JsonProperty("viewer")
    VIEWER,
    /// Delivers samples of its own host and nothing else.
    @JsonProperty("agent")
    AGENT;

    /// Whether this role may do what `needed` may.
    public boolean includes(Role needed) {
        if (this == AGENT || needed == AGENT) {
            return this == needed;
        }
        return compareTo(needed) <= 0;
    }
}
