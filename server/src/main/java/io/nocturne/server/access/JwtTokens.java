package io.nocturne.server.access;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.nocturne.model.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
/// `agent` with its id. A command on the server's own machine names neither; its header's `kid` is `local`, and another
/// key signs it. A user's token lives [#ACCESS_LIFE]; an agent's has no end. Whether sign-in or credential still count
/// is asked with every request ([StandingAccess]).
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

    /// **Shape** - `localKey` lets in who can read this server's data directory, and nobody else.
    JwtTokens(SecretKey key, SecretKey localKey, Clock clock) {
        this.key = key;
        this.clock = clock;
        this.parser = Jwts.parser()
                .keyLocator(header -> isLocal(header) ? localKey : key)
                .requireIssuer(ISSUER)
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    String forUser(String username, Role role, UUID sessionId) {
        return passing(key, username, role, clock.instant())
                .claim(SESSION, sessionId.toString())
                .compact();
    }

    /// For a command on the server's own machine.
    static String forLocal(SecretKey localKey, String name, Role role, Instant now) {
        return passing(localKey, name, role, now).header().keyId(LOCAL).and().compact();
    }

    String forAgent(String hostId, String agentId) {
        return builder(key, hostId, Role.AGENT, clock.instant())
                .claim(AGENT, agentId)
                .compact();
    }

    Verdict verify(String token) {
        try {
            Jws<Claims> read = parser.parseSignedClaims(token);
            return judge(read.getPayload(), isLocal(read.getHeader()));
        } catch (ExpiredJwtException e) {
            return new Verdict.Expired();
        } catch (JwtException | IllegalArgumentException e) {
            return new Verdict.Invalid();
        }
    }

    private static boolean isLocal(Header header) {
        return header instanceof JwsHeader signed && LOCAL.equals(signed.getKeyId());
    }

    private static JwtBuilder passing(SecretKey key, String subject, Role role, Instant now) {
        return builder(key, subject, role, now).expiration(Date.from(now.plus(ACCESS_LIFE)));
    }

    private static JwtBuilder builder(SecretKey key, String subject, Role role, Instant now) {
        return Jwts.builder()
                .issuer(ISSUER)
                .subject(subject)
                .claim(ROLE, role.name().toLowerCase(Locale.ROOT))
                .issuedAt(Date.from(now))
                .signWith(key, Jwts.SIG.HS256);
    }

    private static Verdict judge(Claims claims, boolean local) {
        Optional<Role> role = role(claims.get(ROLE, String.class));
        String agentId = claims.get(AGENT, String.class);
        String sessionId = claims.get(SESSION, String.class);
        Date expiration = claims.getExpiration();
        String subject = claims.getSubject();
        if (role.isEmpty() || subject == null) {
            return new Verdict.Invalid();
        }
        if (role.get() == Role.AGENT) {
            return agentId == null || local ? new Verdict.Invalid() : new Verdict.Valid(Caller.agent(subject, agentId));
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
