package io.nocturne.server.oncall;

import io.nocturne.model.oncall.UserContact;
import io.nocturne.server.access.Caller;
import io.nocturne.server.platform.database.DiskGate;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// How users are reached: everybody's own, and all of them for admins.
@Tag(name = "Contacts")
@RestController
class ContactController {

    private final StoredContacts contacts;
    private final DiskGate disk;

    ContactController(StoredContacts contacts, DiskGate disk) {
        this.contacts = contacts;
        this.disk = disk;
    }

    @Operation(summary = "How the caller is reached")
    @GetMapping("/api/v1/auth/me/contact")
    UserContact own(@Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
        // A program may be called like a user.
        return caller.readOnly() ? UserContact.NONE : contacts.of(caller.name()).orElse(UserContact.NONE);
    }

    @Operation(summary = "Says how the caller is reached; what is left out is forgotten")
    @PutMapping("/api/v1/auth/me/contact")
    UserContact putOwn(
            @RequestBody UserContact contact,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return contacts.put(caller.name(), contact, caller.origin(request));
    }

    @Operation(summary = "How a user is reached")
    @GetMapping("/api/v1/users/{username}/contact")
    UserContact of(@PathVariable String username) {
        return contacts.of(username).orElse(UserContact.NONE);
    }

    @Operation(summary = "Says how a user is reached; what is left out is forgotten")
    @PutMapping("/api/v1/users/{username}/contact")
    UserContact put(
            @PathVariable String username,
            @RequestBody UserContact contact,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return contacts.put(username, contact, caller.origin(request));
    }
}
