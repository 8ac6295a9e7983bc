package io.nocturne.server.platform.lease;

/// Another server has taken a lease over; nothing that this one still has to write under it is written any more.
public final class LeaseLostException extends IllegalStateException {

    LeaseLostException(String what) {
        super(what);
    }
}
