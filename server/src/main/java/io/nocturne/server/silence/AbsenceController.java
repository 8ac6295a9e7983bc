package io.nocturne.server.silence;

import io.nocturne.model.alert.AbsenceDraft;
import io.nocturne.model.alert.ExpectedAbsence;
import io.nocturne.server.access.Caller;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.silence.store.AbsenceStore.StoredAbsence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

/// Calendars of hosts that are expected to be away.
@Tag(name = "Expected absences")
@RestController
@RequestMapping("/api/v1/absences")
class AbsenceController {

    private final Absences absences;
    private final DiskGate disk;
    private final Clock clock;

    AbsenceController(Absences absences, DiskGate disk, Clock clock) {
        this.absences = absences;
        this.disk = disk;
        this.clock = clock;
    }

    @Operation(
            summary = "Expected absences, page by page",
            description = "At most `limit` of them; a `Link` header with rel=next is the address of the next page.")
    @GetMapping
    ResponseEntity<List<ExpectedAbsence>> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit) {
        return Page.of(
                        absences.all().stream()
                                .sorted(Comparator.comparing(
                                        absence -> absence.absenceId().toString())),
                        absence -> absence.absenceId().toString(),
                        cursor,
                        limit)
                .map(this::view)
                .answer("/api/v1/absences", limit);
    }

    @Operation(summary = "One expected absence")
    @GetMapping("/{absenceId}")
    ExpectedAbsence find(@PathVariable UUID absenceId) {
        return view(absences.require(absenceId));
    }

    @Operation(summary = "Makes an expected absence")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ExpectedAbsence create(
            @RequestBody AbsenceDraft draft,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return view(absences.create(draft, caller.origin(request)));
    }

    @Operation(summary = "Changes an expected absence")
    @PutMapping("/{absenceId}")
    ExpectedAbsence change(
            @PathVariable UUID absenceId,
            @RequestBody AbsenceDraft draft,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return view(absences.change(absenceId, draft, caller.origin(request)));
    }

    @Operation(summary = "Deletes an expected absence")
    @DeleteMapping("/{absenceId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID absenceId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        absences.delete(absenceId, caller.origin(request));
    }

    private ExpectedAbsence view(StoredAbsence absence) {
        return new ExpectedAbsence(
                absence.absenceId().toString(),
                absence.version(),
                absence.hosts(),
                absence.windows(),
                absence.outside(),
                absence.ranges(),
                absence.comment(),
                absence.updatedBy(),
                absence.updatedAt(),
                Absences.isAway(absence, clock.instant()));
    }
}
