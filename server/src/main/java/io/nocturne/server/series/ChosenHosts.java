package io.nocturne.server.series;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds the hosts that a query is about.
///
/// **Threads** - safe.
@Component
class ChosenHosts {

    private final HostRegistry hosts;

    ChosenHosts(HostRegistry hosts) {
        this.hosts = hosts;
    }

    /// The hosts that are named, or all; of these, the ones whose tags fit.
    ///
    /// **Errors** - [ProblemException] `not-found` for a name that is no host's, `request-invalid` for too many.
    List<HostSummary> of(List<UUID> named, Map<String, String> selector, int most) {
        List<HostSummary> chosen = (named.isEmpty()
                        ? hosts.all().stream()
                        : named.stream().distinct().map(this::require))
                .filter(host -> host.tags().entrySet().containsAll(selector.entrySet()))
                .toList();
        if (chosen.size() > most) {
            throw ProblemException.invalid(
                    "%d hosts were asked for, allowed are %d at once".formatted(chosen.size(), most));
        }
        return chosen;
    }

    HostSummary require(UUID hostId) {
        return hosts.find(hostId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no host " + hostId));
    }
}
