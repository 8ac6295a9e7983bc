package io.nocturne.agent.status;

/// How a status is printed.
public enum StatusFormat {
    TABLE,
    JSON
}
