package io.nocturne.server.fleet;

import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.access.AgentCredentials;
import io.nocturne.server.access.Caller;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.fleet.store.EnrollmentTokenStore.StoredToken;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Enrollment of agents, and the tokens that permit it.
@Tag(name = "Enrollment")
@RestController
@RequestMapping("/api/v1")
class EnrollmentController {

    private final EnrollmentTokens tokens;
    private final HostRegistry hosts;
    private final AgentCredentials credentials;
    private final AuditLog audit;
    private final DiskGate disk;

    EnrollmentController(
            EnrollmentTokens tokens, HostRegistry hosts, AgentCredentials credentials, AuditLog audit, DiskGate disk) {
        this.tokens = tokens;
        this.hosts = hosts;
        this.credentials = credentials;
        this.audit = audit;
        this.disk = disk;
    }

    @Operation(summary = "Makes a host known and gives its agent a credential")
    @PostMapping("/agents/enroll")
    EnrollResponse enroll(@RequestBody EnrollRequest request, HttpServletRequest connection) {
        if (request.token() == null || request.host() == null) {
            throw ProblemException.invalid("'token' and 'host' must be given");
        }
        disk.require();
        String by = tokens.take(request.token(), connection.getRemoteAddr());
        HostSummary host = hosts.enroll(request.host());
        AgentCredentials.Issued issued = credentials.issue(UUID.fromString(host.hostId()));
        audit.changed(
                EventKind.ENROLLED,
                Origin.unnamed(connection.getRemoteAddr()),
                "host '%s' (%s) with %s; earlier credentials of it are refused"
                        .formatted(host.name(), host.hostId(), by));
        return new EnrollResponse(host.hostId(), issued.agentId().toString(), issued.credential());
    }

    @Operation(
            summary = "Enrollment tokens without their text, the oldest first, page by page",
            description = "At most `limit` of them; a `Link` header with rel=next is the address of the next page.")
    @GetMapping("/enrollment-tokens")
    ResponseEntity<List<TokenView>> list(
            @Parameter(description = "From the `Link` header of the page before; absent means from the first.")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(description = "How many at most, 1 to 1,000.") @RequestParam(defaultValue = Page.DEFAULT_LIMIT)
                    int limit) {
        return tokens.page(cursor, limit)
                .map(stored -> TokenView.of(stored, null))
                .answer("/api/v1/enrollment-tokens", limit);
    }

    @Operation(summary = "Makes an enrollment token; its text is in this answer only")
    @PostMapping("/enrollment-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    TokenView create(
            @RequestBody NewToken token,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest connection) {
        disk.require();
        EnrollmentTokens.Created created = tokens.create(
                Objects.requireNonNullElse(token.description(), ""),
                token.expiresInSeconds(),
                token.uses(),
                caller.origin(connection));
        return TokenView.of(created.stored(), created.token());
    }

    @Operation(summary = "Deletes an enrollment token")
    @DeleteMapping("/enrollment-tokens/{tokenId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID tokenId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest connection) {
        tokens.delete(tokenId, caller.origin(connection));
    }

    /// A token to be made; it lets in 1,000 hosts when `uses` is absent, and has no end in time when `expiresInSeconds`
    /// is.
    record NewToken(
            @Nullable String description,
            @Nullable Long expiresInSeconds,
            @Nullable Integer uses) {}

    /// A token as lists show it; `token` is present in the answer that made it and never again.
    record TokenView(
            UUID tokenId,
            String description,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Integer usesLeft,
            @Nullable String token) {

        static TokenView of(StoredToken stored, @Nullable String token) {
            return new TokenView(
                    stored.tokenId(),
                    stored.description(),
                    stored.createdAt(),
                    stored.expiresAt(),
                    stored.usesLeft(),
                    token);
        }
    }
}
