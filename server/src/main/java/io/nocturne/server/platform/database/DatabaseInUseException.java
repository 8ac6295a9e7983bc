package io.nocturne.server.platform.database;

/// Another server uses the configured database; the message says which one.
public final class DatabaseInUseException extends RuntimeException {

    DatabaseInUseException(String message) {
        super(message);
    }
}
