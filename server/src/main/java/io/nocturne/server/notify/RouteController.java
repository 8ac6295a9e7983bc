package io.nocturne.server.notify;

import io.nocturne.model.alert.Routes;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.Caller;
import io.nocturne.server.notify.flow.Routing;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Which alerts go to whom.
@Tag(name = "Routes")
@RestController
@RequestMapping("/api/v1/routes")
class RouteController {

    private final RouteList routes;
    private final Directory directory;
    private final Desk desk;
    private final DiskGate disk;
    private final Clock clock;

    RouteController(RouteList routes, Directory directory, Desk desk, DiskGate disk, Clock clock) {
        this.routes = routes;
        this.directory = directory;
        this.desk = desk;
        this.disk = disk;
        this.clock = clock;
    }

    @Operation(summary = "All routes in their order, and their version")
    @GetMapping
    Routes list() {
        return routes.current();
    }

    @Operation(summary = "Replaces all routes, of the version that was read")
    @PutMapping
    Routes replace(
            @RequestBody Routes wanted,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return routes.replace(wanted, caller.origin(request));
    }

    @Operation(summary = "Says which routes would take an alert, or labels, who would be told, and why")
    @PostMapping("/preview")
    Preview preview(@RequestBody Wanted wanted) {
        Map<String, String> labels = labels(wanted);
        Instant at = wanted.at() == null ? clock.instant() : wanted.at();
        Routing routing = directory.get();
        return new Preview(
                labels,
                routing.choose(labels, at).stream()
                        .map(choice ->
                                new Told(choice.receiver().id(), choice.route().routeId()))
                        .toList(),
                routing.explain(labels, at));
    }

    private Map<String, String> labels(Wanted wanted) {
        String alertId = wanted.alertId();
        if (alertId != null) {
            return desk.alert(alertId)
                    .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no such alert"))
                    .labels();
        }
        return Labels.checked(wanted.labels());
    }

    /// What is asked about: an alert, or labels; at a time, or now.
    record Wanted(
            @Nullable Map<String, String> labels,
            @Nullable String alertId,
            @Nullable Instant at) {}

    /// Who would be told, and what each route said until one ended it.
    record Preview(Map<String, String> labels, List<Told> told, List<Routing.Asked> asked) {}

    /// A receiver, and the route that chose it.
    record Told(String receiverId, String routeId) {}
}
