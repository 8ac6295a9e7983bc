package io.nocturne.server.fleet;

import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Hosts, as lists and pages show them.
@Tag(name = "Hosts")
@RestController
@RequestMapping("/api/v1/hosts")
class HostController {

    private final HostRegistry hosts;
    private final Clock clock;

    HostController(HostRegistry hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    @Operation(summary = "Every host with its state")
    @GetMapping
    HostList list() {
        return new HostList(clock.instant(), hosts.all());
    }

    @Operation(summary = "One host")
    @GetMapping("/{hostId}")
    HostSummary get(@PathVariable UUID hostId) {
        return hosts.find(hostId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no host " + hostId));
    }
}
