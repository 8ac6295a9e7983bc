package io.nocturne.server.fleet;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.server.access.Caller;
import io.nocturne.server.fleet.store.AgentEventStore.StoredEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Events of agents and hosts. The host is the credential's, never the body's.
@Tag(name = "Hosts")
@RestController
@RequestMapping("/api/v1")
class AgentEventController {

    private final AgentEventLog events;

    AgentEventController(AgentEventLog events) {
        this.events = events;
    }

    @Operation(
            summary = "Takes what an agent tells beside its samples; answers when it is durable",
            description = "1 to 100 events, oldest first. An event with the agent, time and type of one that is there"
                    + " already is the same event, so a delivery may be repeated. One bad event refuses all of them.")
    @PostMapping(path = "/agents/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void accept(@Parameter(hidden = true) @AuthenticationPrincipal Caller caller, @RequestBody AgentEvents told) {
        events.accept(UUID.fromString(caller.requireAgentId()), UUID.fromString(caller.name()), told);
    }

    @Operation(
            summary = "A host's events, the last to arrive first",
            description = "The newest 1,000 of each host are kept; limit is 1 to 1,000.")
    @GetMapping("/hosts/{hostId}/events")
    List<EventView> list(@PathVariable UUID hostId, @RequestParam(defaultValue = "100") int limit) {
        return events.newest(hostId, limit).stream().map(EventView::of).toList();
    }

    /// An event as operators read it; `time` by the host's clock, `receivedAt` by the server's.
    record EventView(
            Instant time,
            Instant receivedAt,
            AgentEvent.Type type,
            @Nullable StopReason reason,
            @Nullable String detail) {

        static EventView of(StoredEvent stored) {
            AgentEvent event = stored.event();
            return new EventView(event.time(), stored.receivedAt(), event.type(), event.reason(), event.detail());
        }
    }
}
