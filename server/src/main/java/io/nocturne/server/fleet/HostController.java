package io.nocturne.server.fleet;

import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    @Operation(
            summary = "Hosts with their states, by name, page by page",
            description = "At most `limit` of them. Where there are more, `nextCursor` in the answer is the `cursor` of"
                    + " the next page, and a `Link` header with rel=next is its address.")
    @GetMapping
    ResponseEntity<HostList> list(
            @Parameter(description = "The `nextCursor` of the page before; absent means from the first.")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(description = "How many at most, 1 to 1,000.") @RequestParam(defaultValue = Page.DEFAULT_LIMIT)
                    int limit) {
        Page<HostSummary> page = hosts.page(cursor, limit);
        return page.linked("/api/v1/hosts", limit).body(new HostList(clock.instant(), page.items(), page.nextCursor()));
    }

    @Operation(summary = "One host")
    @GetMapping("/{hostId}")
    HostSummary get(@PathVariable UUID hostId) {
        return hosts.find(hostId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no host " + hostId));
    }
}
