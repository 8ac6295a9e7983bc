package io.nocturne.server.silence;

import io.nocturne.model.alert.Silence;
import io.nocturne.model.alert.SilenceDraft;
import io.nocturne.model.alert.SilencePage;
import io.nocturne.model.alert.SilenceSummary;
import io.nocturne.server.access.Caller;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.silence.store.SilenceStore.StoredSilence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Silences and maintenance windows.
@Tag(name = "Silences")
@RestController
@RequestMapping("/api/v1/silences")
class SilenceController {

    private static final Duration SOON = Duration.ofMinutes(30);
    private static final int MAX_EXPIRED = 500;
    /// After every other in the order of the expired ones.
    private static final UUID LAST = new UUID(-1, -1);

    private final Silences silences;
    private final DiskGate disk;
    private final Clock clock;

    SilenceController(Silences silences, DiskGate disk, Clock clock) {
        this.silences = silences;
        this.disk = disk;
        this.clock = clock;
    }

    @Operation(
            summary = "Silences that are active, pending or expired; `next` of an answer is `cursor` of the next page",
            description =
                    "Active ones by their end, pending ones by their start, expired ones of 90 days the last first.")
    @GetMapping
    SilencePage list(
            @Parameter(description = "active, pending or expired.") @RequestParam(defaultValue = "active") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = "How many at most, 1 to 500.") @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_EXPIRED) {
            throw ProblemException.invalid("parameter 'limit' must be 1 to %d".formatted(MAX_EXPIRED));
        }
        Instant now = clock.instant();
        return switch (state) {
            case "active" -> page(standing(now, true), StoredSilence::endsAt, cursor, limit, now);
            case "pending" -> page(standing(now, false), StoredSilence::startsAt, cursor, limit, now);
            case "expired" -> expired(cursor, limit, now);
            default -> throw ProblemException.invalid("parameter 'state' must be active, pending or expired");
        };
    }

    @Operation(summary = "How many silences are active, end within 30 minutes, and which starts next")
    @GetMapping("/summary")
    SilenceSummary summary() {
        Instant now = clock.instant();
        List<StoredSilence> active = standing(now, true).toList();
        List<StoredSilence> pending = standing(now, false).toList();
        long endingSoon = active.stream()
                .filter(silence -> !Silences.nextChange(silence, now).isAfter(now.plus(SOON)))
                .count();
        Silence next = pending.stream()
                .filter(silence -> Silences.nextChange(silence, now).isBefore(Instant.MAX))
                .min((a, b) -> Silences.nextChange(a, now).compareTo(Silences.nextChange(b, now)))
                .map(silence -> view(silence, now))
                .orElse(null);
        return new SilenceSummary(active.size(), pending.size(), (int) endingSoon, next);
    }

    @Operation(summary = "One silence")
    @GetMapping("/{silenceId}")
    Silence find(@PathVariable UUID silenceId) {
        return view(silences.require(silenceId), clock.instant());
    }

    @Operation(summary = "Makes a silence or a maintenance window")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Silence create(
            @RequestBody SilenceDraft draft,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return view(silences.create(draft, caller.origin(request)), clock.instant());
    }

    @Operation(
            summary = "Changes a silence",
            description =
                    "One that has begun is ended and replaced, under another id, if it is to mute anything else; a later or earlier end and another comment change it in place.")
    @PutMapping("/{silenceId}")
    Silence change(
            @PathVariable UUID silenceId,
            @RequestBody SilenceDraft draft,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return view(silences.change(silenceId, draft, caller.origin(request)), clock.instant());
    }

    @Operation(summary = "Ends a silence now; it stays among the expired ones")
    @DeleteMapping("/{silenceId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(
            @PathVariable UUID silenceId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        silences.end(silenceId, caller.origin(request));
    }

    private Stream<StoredSilence> standing(Instant now, boolean active) {
        return silences.standing(now).stream().filter(silence -> Silences.isMuting(silence, now) == active);
    }

    private static SilencePage page(
            Stream<StoredSilence> found,
            Function<StoredSilence, Instant> order,
            @Nullable String cursor,
            int limit,
            Instant now) {
        Function<StoredSilence, String> key =
                silence -> "%020d %s".formatted(order.apply(silence).toEpochMilli(), silence.silenceId());
        Page<StoredSilence> page =
                Page.of(found.sorted((a, b) -> key.apply(a).compareTo(key.apply(b))), key, cursor, limit);
        return new SilencePage(
                page.items().stream().map(silence -> view(silence, now)).toList(), page.nextCursor());
    }

    private SilencePage expired(@Nullable String cursor, int limit, Instant now) {
        Instant before = now;
        UUID beforeId = LAST;
        if (cursor != null) {
            String[] parts = cursor.split("_", 2);
            try {
                before = Instant.ofEpochMilli(Math.max(0, Long.parseLong(parts[0])));
                beforeId = UUID.fromString(parts.length == 2 ? parts[1] : "");
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid("parameter 'cursor' must be one that an answer of this list gave");
            }
        }
        List<StoredSilence> found = silences.endedBefore(before.isAfter(now) ? now : before, beforeId, limit + 1);
        List<StoredSilence> items = found.subList(0, Math.min(limit, found.size()));
        return new SilencePage(
                items.stream().map(silence -> view(silence, now)).toList(),
                found.size() > limit
                        ? items.getLast().endsAt().toEpochMilli() + "_"
                                + items.getLast().silenceId()
                        : null);
    }

    private static Silence view(StoredSilence silence, Instant now) {
        boolean isOver = !silence.endsAt().isAfter(now);
        Silence.State state = isOver
                ? Silence.State.EXPIRED
                : Silences.isMuting(silence, now) ? Silence.State.ACTIVE : Silence.State.PENDING;
        return new Silence(
                silence.silenceId().toString(),
                silence.version(),
                silence.kind(),
                silence.matchers(),
                silence.startsAt(),
                silence.endsAt(),
                silence.recurrence(),
                silence.comment(),
                silence.createdBy(),
                silence.createdAt(),
                silence.updatedBy(),
                silence.replaces() == null ? null : silence.replaces().toString(),
                state,
                Optional.of(Silences.nextChange(silence, now))
                        .filter(Instant.MAX::isAfter)
                        .orElse(null));
    }
}
