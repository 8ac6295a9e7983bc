package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverPreviewRequest;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.server.access.Caller;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
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

/// Who is told of alerts; for admins.
@Tag(name = "Receivers")
@RestController
@RequestMapping("/api/v1")
class ReceiverController {

    private static final String PATH = "/api/v1/receivers";

    private final Receivers receivers;
    private final Channels types;
    private final TestNotice tests;
    private final MessagePreview previews;
    private final Desk desk;
    private final DiskGate disk;

    ReceiverController(
            Receivers receivers, Channels types, TestNotice tests, MessagePreview previews, Desk desk, DiskGate disk) {
        this.receivers = receivers;
        this.types = types;
        this.tests = tests;
        this.previews = previews;
        this.desk = desk;
        this.disk = disk;
    }

    @Operation(summary = "The ways in which somebody can be told, and the settings that each takes")
    @GetMapping("/receiver-types")
    List<ReceiverType> types() {
        return types.types();
    }

    @Operation(
            summary = "Receivers by name, without secrets, page by page",
            description = "At most `limit` of them; a `Link` header with rel=next is the address of the next page.")
    @GetMapping("/receivers")
    ResponseEntity<List<Receiver>> list(
            @Parameter(description = "From the `Link` header of the page before; absent means from the first.")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(description = "How many at most, 1 to 1,000.") @RequestParam(defaultValue = Page.DEFAULT_LIMIT)
                    int limit) {
        return Page.of(
                        receivers.all().stream()
                                .sorted(Comparator.comparing(
                                        party -> party.receiver().name())),
                        party -> party.receiver().name(),
                        cursor,
                        limit)
                .map(this::shown)
                .answer(PATH, limit);
    }

    @Operation(summary = "One receiver, without secrets")
    @GetMapping("/receivers/{receiverId}")
    Receiver find(@PathVariable String receiverId) {
        return shown(receivers.require(receiverId));
    }

    @Operation(summary = "Makes a receiver")
    @PostMapping("/receivers")
    @ResponseStatus(HttpStatus.CREATED)
    Receiver create(
            @RequestBody Receiver receiver,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return shown(receivers.create(receiver, caller.origin(request)));
    }

    @Operation(summary = "Changes a receiver; secrets that are left out stay as they are")
    @PutMapping("/receivers/{receiverId}")
    Receiver change(
            @PathVariable String receiverId,
            @RequestBody Receiver receiver,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return shown(receivers.change(receiverId, receiver, caller.origin(request)));
    }

    @Operation(summary = "Deletes a receiver; it is told nothing any more, not even what is over")
    @DeleteMapping("/receivers/{receiverId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String receiverId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        receivers.delete(receiverId, caller.origin(request));
    }

    @Operation(summary = "Sends a receiver a message that says it is a test, now, and answers what it said")
    @PostMapping("/receivers/{receiverId}/test")
    TestNotice.Result test(@PathVariable String receiverId) {
        return tests.send(receivers.require(receiverId));
    }

    @Operation(
            summary = "What a receiver would be sent about an alert, before anything is saved or sent",
            description = "A draft as it would be made; or with the `receiverId` of a saved one, only what is to be"
                    + " otherwise, so that secrets need not be sent. The faults are those of saving.")
    @PostMapping("/receivers/preview")
    ReceiverPreview preview(
            @RequestBody ReceiverPreviewRequest wanted,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        if (wanted.receiver() == null) {
            throw ProblemException.invalid("receiver is missing");
        }
        Party draft = receivers.draft(wanted.receiver(), caller.origin(request));
        return previews.of(draft, wanted.alertId(), wanted.kind());
    }

    private Receiver shown(Party party) {
        Receiver plain = receivers.shown(party);
        String blocked = desk.blocked(party.id(), plain.version()).orElse(null);
        return new Receiver(
                plain.receiverId(),
                plain.name(),
                plain.typeId(),
                plain.enabled(),
                plain.settings(),
                plain.secretsSet(),
                plain.language(),
                plain.zone(),
                plain.quietHours(),
                plain.limits(),
                plain.repeatSeconds(),
                plain.version(),
                blocked,
                plain.updatedBy(),
                plain.updatedAt());
    }
}
