package io.nocturne.server.fleet;

import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.HostEvent;
import io.nocturne.server.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
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

/// What agents tell beside their samples, and where operators read it. The host is the credential's.
@Tag(name = "Hosts")
@RestController
@RequestMapping("/api/v1")
class AgentEventController {

    private final AgentEventLog events;

    AgentEventController(AgentEventLog events) {
        this.events = events;
    }

    @Operation(summary = "Takes what an agent tells of itself: starts, goodbyes, clock steps; repetition is harmless")
    @PostMapping(path = "/agents/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(@Parameter(hidden = true) @AuthenticationPrincipal Caller caller, @RequestBody AgentEvents told) {
        events.take(UUID.fromString(caller.requireAgentId()), UUID.fromString(caller.name()), told.events());
    }

    @Operation(summary = "What a host's agent told of itself, the last received first")
    @GetMapping("/hosts/{hostId}/events")
    List<HostEvent> list(@PathVariable UUID hostId, @RequestParam(defaultValue = "100") int limit) {
        return events.newest(hostId, limit);
    }
}
