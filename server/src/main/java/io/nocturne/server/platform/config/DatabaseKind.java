package io.nocturne.server.platform.config;

/// The databases that the server runs on. Their SQL is the same but for what depends on this.
public enum DatabaseKind {
    H2,
    POSTGRESQL
}
