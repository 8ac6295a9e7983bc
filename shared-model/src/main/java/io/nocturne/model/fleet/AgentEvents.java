package io.nocturne.model.fleet;

import java.util.List;

/// What an agent tells beside its samples.
///
/// **Shape** - 1 to [#MAX_EVENTS] events, oldest first.
/// **Errors** - [IllegalArgumentException] naming the field that is wrong.
public record AgentEvents(List<AgentEvent> events) {

    public static final int MAX_EVENTS = 100;

    public AgentEvents {
        events = events == null ? List.of() : List.copyOf(events);
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw new IllegalArgumentException(
                    "events must have 1 to %d entries, has %d".formatted(MAX_EVENTS, events.size()));
        }
    }
}
