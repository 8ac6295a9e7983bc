package io.nocturne.console.net;

import java.time.Instant;

/// Where the live connection stands.
public sealed interface LivePhase {

    /// Trying, for the first or a later time; `attempt` counts from 1.
    record Connecting(int attempt) implements LivePhase {}

    /// Connected; frames flow.
    record Open(Instant since) implements LivePhase {}

    /// Not connected; the next try is at `retryAt`.
    record Waiting(LinkFault fault, Instant retryAt) implements LivePhase {}

    /// Closed for good by the console.
    record Ended() implements LivePhase {}
}
