package io.nocturne.server.platform.database;

/// The configured database does not answer or cannot be used; the message says which, as whom and why.
public final class DatabaseUnavailableException extends RuntimeException {

    DatabaseUnavailableException(String message) {
        super(message);
    }
}
