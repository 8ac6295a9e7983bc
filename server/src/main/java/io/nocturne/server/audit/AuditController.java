package io.nocturne.server.audit;

import io.nocturne.server.audit.store.SecurityEventStore.StoredEvent;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Security events; for admins.
@Tag(name = "Audit")
@RestController
class AuditController {

    private static final int MAX_LIMIT = 500;

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    @Operation(summary = "Security events, newest first; `next` of an answer is `before` of the next page")
    @GetMapping("/api/v1/audit")
    Page list(@RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) @Nullable Long before) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
        List<StoredEvent> found = audit.before(before == null ? Long.MAX_VALUE : before, limit + 1);
        List<StoredEvent> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page.stream().map(EventView::of).toList(),
                found.size() > limit ? page.getLast().eventId() : null);
    }

    /// A page of events; `next` is absent on the last one.
    record Page(List<EventView> events, @Nullable Long next) {}

    /// An event as lists show it.
    ///
    /// **Shape** - `count` is how often it happened between `firstAt` and `lastAt`; `user` and `address` are empty
    /// when they are not known.
    record EventView(
            long eventId,
            Instant firstAt,
            Instant lastAt,
            String kind,
            String user,
            String address,
            String detail,
            long count) {

        static EventView of(StoredEvent event) {
            return new EventView(
                    event.eventId(),
                    event.firstAt(),
                    event.lastAt(),
                    event.kind(),
                    event.user(),
                    event.address(),
                    event.detail(),
                    event.occurrences());
        }
    }
}
