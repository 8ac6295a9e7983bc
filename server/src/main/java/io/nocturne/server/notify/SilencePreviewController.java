package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.Matcher;
import io.nocturne.server.alert.AlertLog;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a silence would mute, before somebody makes it.
@Tag(name = "Silences")
@RestController
@RequestMapping("/api/v1/silences")
class SilencePreviewController {

    private static final int MAX_MATCHERS = 20;
    private static final int MAX_SHOWN = 100;

    private final AlertLog alerts;

    SilencePreviewController(AlertLog alerts) {
        this.alerts = alerts;
    }

    @Operation(
            summary = "Which open alerts conditions match now, that is, which a silence with them would mute",
            description = "The worst first, at most 100 of `total`.")
    @PostMapping("/preview")
    Preview preview(@RequestBody Wanted wanted) {
        Matchers matchers = matchers(wanted.matchers());
        List<Alert> matched = alerts.open().stream()
                .filter(alert -> matchers.matches(alert.labels()))
                .sorted(Comparator.comparing(Alert::severity, Comparator.reverseOrder())
                        .thenComparing(Alert::pendingAt)
                        .thenComparing(Alert::alertId))
                .toList();
        return new Preview(matched.size(), matched.stream().limit(MAX_SHOWN).toList());
    }

    private static Matchers matchers(List<Matcher> wanted) {
        if (wanted.isEmpty() || wanted.size() > MAX_MATCHERS) {
            throw ProblemException.invalid("matchers must be 1 to %d".formatted(MAX_MATCHERS));
        }
        try {
            return Matchers.of(wanted);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("matchers: %s".formatted(e.getMessage()));
        }
    }

    /// The conditions of a silence, all of which must hold.
    record Wanted(List<Matcher> matchers) {

        Wanted {
            matchers = matchers == null ? List.of() : List.copyOf(matchers);
        }
    }

    /// The open alerts that match.
    record Preview(int total, List<Alert> alerts) {}
}
