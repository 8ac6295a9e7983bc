package io.nocturne.agent.link;

import java.time.Duration;

/// How long the agent waits: to be connected, for the next byte, and for a whole request.
public record Timeouts(Duration connect, Duration idle, Duration request) {

    /// A delivery that takes longer than this is better sent again: the server tells repetitions.
    public static final Timeouts USUAL =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
}
