package io.nocturne.agent.config;

import io.nocturne.agent.config.Setting.Origin;

/// What is wrong, and where.
record Problem(Origin origin, String detail) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        return origin.compareTo(other.origin);
    }

    /// The line for the operator.
    String line() {
        return origin.text() + ": " + detail;
    }
}
