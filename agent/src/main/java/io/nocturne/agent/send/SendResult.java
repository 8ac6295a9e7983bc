package io.nocturne.agent.send;

import java.time.Duration;
import java.util.Optional;

/// What became of one attempt to deliver a batch.
public sealed interface SendResult {

    /// The server has the batch; `refused` snapshots of it will never be stored.
    record Delivered(int refused) implements SendResult {}

    /// Nothing is known to be stored; the same batch, with the same numbers, may work later: `after` as the
    /// server asked.
    record RetryLater(Optional<Duration> after, String cause) implements SendResult {

        static RetryLater because(String cause) {
            return new RetryLater(Optional.empty(), cause);
        }
    }

    /// The server does not know the layout by its id: send it whole, at once.
    record LayoutUnknown() implements SendResult {}

    /// The server does not know the credential any more: the next attempt enrolls again.
    record Unauthorized(String cause) implements SendResult {}

    /// The batch is too large for the server; a smaller one may do.
    record TooLarge(String cause) implements SendResult {}

    /// The server will never take this batch as a whole; without its bad snapshots it may.
    record Rejected(String reason) implements SendResult {}
}
