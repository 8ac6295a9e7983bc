package io.nocturne.server.series;

/// The reading failed when a part of the answer was on its way already: the connection must end, so that the caller
/// sees a broken answer and not a short one.
final class BrokenAnswerException extends RuntimeException {

    BrokenAnswerException(RuntimeException cause) {
        super("a range answer broke after its first bytes; the caller's connection was cut", cause);
    }
}
