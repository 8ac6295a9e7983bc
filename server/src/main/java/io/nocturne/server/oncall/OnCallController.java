package io.nocturne.server.oncall;

import io.nocturne.model.oncall.OnCallNow;
import io.nocturne.model.oncall.OnCallSchedule;
import io.nocturne.model.oncall.OnCallShift;
import io.nocturne.server.access.Caller;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

/// On-call schedules.
@Tag(name = "On-call")
@RestController
@RequestMapping("/api/v1/on-call")
class OnCallController {

    private static final Duration LONGEST = Duration.ofDays(92);
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    private final Schedules schedules;
    private final DiskGate disk;
    private final Clock clock;

    OnCallController(Schedules schedules, DiskGate disk, Clock clock) {
        this.schedules = schedules;
        this.disk = disk;
        this.clock = clock;
    }

    @Operation(summary = "On-call schedules by name, at most 200")
    @GetMapping
    List<OnCallSchedule> list() {
        return schedules.all().stream().map(Rota::schedule).toList();
    }

    @Operation(summary = "Who is on call now by each schedule, and until when")
    @GetMapping("/now")
    List<OnCallNow> now() {
        Instant now = clock.instant();
        return schedules.all().stream()
                .map(rota -> new OnCallNow(
                        String.valueOf(rota.schedule().scheduleId()),
                        String.valueOf(rota.schedule().name()),
                        rota.at(now).orElse(null),
                        rota.nextChange(now).orElse(null)))
                .toList();
    }

    @Operation(summary = "One on-call schedule")
    @GetMapping("/{scheduleId}")
    OnCallSchedule find(@PathVariable UUID scheduleId) {
        return schedules.require(scheduleId).schedule();
    }

    @Operation(
            summary = "Who is on call when, from a time to another of at most 92 days; a shift without a user is a gap")
    @GetMapping("/{scheduleId}/shifts")
    List<OnCallShift> shifts(@PathVariable UUID scheduleId, @RequestParam Instant from, @RequestParam Instant to) {
        if (!from.isBefore(to) || from.isBefore(FIRST) || to.isAfter(LAST) || to.isAfter(from.plus(LONGEST))) {
            throw ProblemException.invalid("from must be before to, by at most %d days".formatted(LONGEST.toDays()));
        }
        return schedules.require(scheduleId).shifts(from, to);
    }

    @Operation(summary = "Makes an on-call schedule")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    OnCallSchedule create(
            @RequestBody OnCallSchedule schedule,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return schedules.create(schedule, caller.origin(request));
    }

    @Operation(summary = "Changes an on-call schedule")
    @PutMapping("/{scheduleId}")
    OnCallSchedule change(
            @PathVariable UUID scheduleId,
            @RequestBody OnCallSchedule schedule,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return schedules.change(scheduleId, schedule, caller.origin(request));
    }

    @Operation(summary = "Deletes an on-call schedule")
    @DeleteMapping("/{scheduleId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID scheduleId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        schedules.delete(scheduleId, caller.origin(request));
    }
}
