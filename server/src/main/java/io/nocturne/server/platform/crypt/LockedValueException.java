package io.nocturne.server.platform.crypt;

/// A stored value cannot be decrypted; the message tells why, with the key's id.
public final class LockedValueException extends Exception {

    private static final long serialVersionUID = 1L;

    LockedValueException(String message) {
        super(message);
    }
}
