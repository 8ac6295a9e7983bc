package io.nocturne.server.access;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.nocturne.model.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// Issues and verifies the JSON web tokens of users and agents.
///
/// **Shape** - HS256; `sub` is the user name or host id, `role`, for a user `sid` with the sign-in's id, for an agent
/// `agent` with its id, for a command on the server's own machine `local`. A user's token lives [#ACCESS_LIFE]; an
/// agent's has no end. Whether sign-in or credential still count is asked with every request ([StandingAccess]).
/// **Threads** - immutable.
/// **Source** - RFC 7519.
final class JwtTokens {

    static final Duration ACCESS_LIFE = Duration.ofMinutes(15);

    private static final String ISSUER = "nocturne";
    private static final String ROLE = "role";
    private static final String AGENT = "agent";
    private static final String SESSION = "sid";
    private static final String LOCAL = "local";

    private final SecretKey key;
    private final Clock clock;
    private final JwtParser parser;

    JwtTokens(SecretKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
        this.parser = Jwts.parser()
                .verifyWith(key)
                .requireIssuer(ISSUER)
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    String forUser(String username, Role role, UUID sessionId) {
        return passing(username, role).claim(SESSION, sessionId.toString()).compact();
    }

    String forLocal(String name, Role role) {
        return passing(name, role).claim(LOCAL, true).compact();
    }

    String forAgent(String hostId, String agentId) {
        return builder(hostId, Role.AGENT).claim(AGENT, agentId).compact();
    }

    Verdict verify(String token) {
        try {
            return read(parser.parseSignedClaims(token).getPayload());
        } catch (ExpiredJwtException e) {
            return new Verdict.Expired();
        } catch (JwtException | IllegalArgumentException e) {
            return new Verdict.Invalid();
        }
    }

    private JwtBuilder passing(String subject, Role role) {
        return builder(subject, role).expiration(Date.from(clock.instant().plus(ACCESS_LIFE)));
    }

    private JwtBuilder builder(String subject, Role role) {
        return Jwts.builder()
                .issuer(ISSUER)
                .subject(subject)
                .claim(ROLE, role.name().toLowerCase(Locale.ROOT))
                .issuedAt(Date.from(clock.instant()))
                .signWith(key, Jwts.SIG.HS256);
    }

    private static Verdict read(Claims claims) {
        Optional<Role> role = role(claims.get(ROLE, String.class));
        String agentId = claims.get(AGENT, String.class);
        String sessionId = claims.get(SESSION, String.class);
        boolean local = Boolean.TRUE.equals(claims.get(LOCAL, Boolean.class));
        Date expiration = claims.getExpiration();
        String subject = claims.getSubject();
        if (role.isEmpty() || subject == null) {
            return new Verdict.Invalid();
        }
        if (role.get() == Role.AGENT) {
            return agentId == null ? new Verdict.Invalid() : new Verdict.Valid(Caller.agent(subject, agentId));
        }
        if (agentId != null || expiration == null || local == (sessionId != null)) {
            return new Verdict.Invalid();
        }
        @Nullable UUID accessId = sessionId == null ? null : UUID.fromString(sessionId);
        return new Verdict.Valid(Caller.user(subject, role.get(), accessId, expiration.toInstant()));
    }

    private static Optional<Role> role(@Nullable String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /// What a token is worth.
    sealed interface Verdict {

        record Valid(Caller caller) implements Verdict {}

        record Expired() implements Verdict {}

        record Invalid() implements Verdict {}
    }
}
