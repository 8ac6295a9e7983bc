package io.nocturne.server.platform.database;

/// The database's disk has no room for a thing; the message says for what, and is fit for a caller.
public final class DiskFullException extends RuntimeException {

    DiskFullException(String message) {
        super(message);
    }
}
