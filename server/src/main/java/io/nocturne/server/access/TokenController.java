package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.server.access.store.ServiceTokenStore.StoredServiceToken;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/// Service tokens, with which programs such as a Prometheus server read; for admins.
@Tag(name = "Service tokens")
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {

    private static final int MAX_LIMIT = 500;
    private static final String READ = "read";

    private final ServiceTokens tokens;
    private final DiskGate disk;

    TokenController(ServiceTokens tokens, DiskGate disk) {
        this.tokens = tokens;
        this.disk = disk;
    }

    @Operation(summary = "Service tokens by name, without their text; `next` of an answer is `after` of the next page")
    @GetMapping
    Page list(@RequestParam(defaultValue = "100") int limit, @RequestParam(defaultValue = "") String after) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit must be 1 to " + MAX_LIMIT);
        }
        List<StoredServiceToken> found = tokens.after(after, limit + 1);
        List<StoredServiceToken> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page.stream().map(token -> TokenView.of(token, null)).toList(),
                found.size() > limit ? page.getLast().name() : null);
    }

    @Operation(summary = "Makes a service token; its text is in this answer only")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TokenView create(
            @RequestBody NewToken token,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        if (token.role() != null && token.role() != Role.VIEWER) {
            throw ProblemException.invalid("role must be viewer");
        }
        if (token.scope() != null && !token.scope().equals(READ)) {
            throw ProblemException.invalid("scope must be read");
        }
        ServiceTokens.Created created = tokens.create(token.name(), token.expiresInSeconds(), caller.origin(request));
        return TokenView.of(created.stored(), created.token());
    }

    @Operation(summary = "Revokes a service token")
    @DeleteMapping("/{tokenId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(
            @PathVariable UUID tokenId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        tokens.revoke(tokenId, caller.origin(request));
    }

    /// A token to be made; `role` and `scope` may be left out, there is one of each so far.
    record NewToken(
            @Nullable String name,
            @Nullable Long expiresInSeconds,
            @Nullable Role role,
            @Nullable String scope) {}

    /// A page of tokens; `next` is absent on the last one.
    record Page(List<TokenView> tokens, @Nullable String next) {}

    /// A token as lists show it; `token` is present in the answer that made it and never again, `lastUsedAt` once it
    /// was used.
    record TokenView(
            UUID tokenId,
            String name,
            Role role,
            String scope,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String token) {

        static TokenView of(StoredServiceToken stored, @Nullable String token) {
            return new TokenView(
                    stored.tokenId(),
                    stored.name(),
                    Role.VIEWER,
                    READ,
                    stored.createdBy(),
                    stored.createdAt(),
                    stored.expiresAt(),
                    stored.lastUsedAt(),
                    token);
        }
    }
}
