package io.nocturne.server.backup;

/// A backup or a restore that cannot be made; the message tells what is wrong, where, and what is allowed.
public final class BackupRefusedException extends RuntimeException {

    BackupRefusedException(String message) {
        super(message);
    }
}
