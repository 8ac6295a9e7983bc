package io.nocturne.agent.send;

import io.nocturne.model.fleet.AgentEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Makes one attempt to deliver events.
public interface EventSender {

    /// Sends events, oldest first; returns within a bounded time.
    Result send(List<AgentEvent> events);

    /// What became of the attempt.
    sealed interface Result {}

    /// The server has them.
    record Taken() implements Result {}

    /// The same may work later: `after` as the server asked.
    record Later(Optional<Duration> after, String cause) implements Result {}

    /// The server will never take them: they are not wanted, or it knows no events.
    record Refused(String reason) implements Result {}
}
