package io.nocturne.server.platform.web;

import java.io.IOException;

/// A request body that went past its limit while it was being read.
final class BodyTooLargeException extends IOException {

    BodyTooLargeException(long limitBytes) {
        super("the body is larger than %d bytes".formatted(limitBytes));
    }
}
