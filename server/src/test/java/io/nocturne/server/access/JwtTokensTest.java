package io.nocturne.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import io.nocturne.model.access.Role;
import io.nocturne.server.FakeClock;
import io.nocturne.server.access.JwtTokens.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTokensTest {

    private static final UUID SESSION = UUID.fromString("018f0c3e-0000-7000-8000-000000000001");
    private static final SecretKey KEY = key(0);
    private static final SecretKey LOCAL = key(1);

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final JwtTokens tokens = new JwtTokens(KEY, LOCAL, clock);

    @Test
    void aUsersTokenIsGoodForFifteenMinutes() {
        String token = tokens.forUser("kim", Role.OPERATOR, SESSION);

        assertThat(tokens.verify(token))
                .isEqualTo(new Verdict.Valid(Caller.user(
                        "kim", Role.OPERATOR, SESSION, clock.instant().plus(Duration.ofMinutes(15)))));
        clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(tokens.verify(token)).isInstanceOf(Verdict.Expired.class);
    }

    @Test
    void anAgentsTokenHasNoEnd() {
        String token = tokens.forAgent("host", "agent");
        clock.advance(Duration.ofDays(4_000));

        assertThat(tokens.verify(token)).isEqualTo(new Verdict.Valid(Caller.agent("host", "agent")));
    }

    @Test
    void aUsersTokenThatNamesNoSignInIsInvalid() {
        String token = Jwts.builder()
                .issuer("nocturne")
                .subject("kim")
                .claim("role", "admin")
                .expiration(Date.from(clock.instant().plusSeconds(60)))
                .signWith(KEY)
                .compact();

        assertThat(tokens.verify(token)).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aTokenOfAnotherKeyIsInvalid() {
        String foreign = new JwtTokens(key(2), LOCAL, clock).forUser("kim", Role.ADMIN, SESSION);

        assertThat(tokens.verify(foreign)).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aLocalCommandsTokenIsSignedWithTheLocalKeyAndGoodForFifteenMinutes() {
        String token = JwtTokens.forLocal(LOCAL, "local", Role.ADMIN, clock.instant());

        assertThat(tokens.verify(token))
                .isEqualTo(new Verdict.Valid(
                        Caller.user("local", Role.ADMIN, null, clock.instant().plus(Duration.ofMinutes(15)))));
        clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(tokens.verify(token)).isInstanceOf(Verdict.Expired.class);
    }

    @Test
    void eachKeySignsOnlyWhatItIsFor() {
        String local = JwtTokens.forLocal(KEY, "local", Role.ADMIN, clock.instant());
        JwtTokens swapped = new JwtTokens(LOCAL, KEY, clock);

        assertThat(tokens.verify(local)).isInstanceOf(Verdict.Invalid.class);
        assertThat(tokens.verify(swapped.forUser("kim", Role.ADMIN, SESSION))).isInstanceOf(Verdict.Invalid.class);
        assertThat(tokens.verify(withLocalKeyId(Role.VIEWER, Map.of("sid", SESSION.toString()))))
                .isInstanceOf(Verdict.Invalid.class);
        assertThat(tokens.verify(withLocalKeyId(Role.AGENT, Map.of("agent", "agent"))))
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aTokenWithoutASignatureIsInvalid() {
        String header = encode("{\"alg\":\"none\"}");
        String claims = encode("{\"iss\":\"nocturne\",\"sub\":\"kim\",\"role\":\"admin\",\"exp\":9999999999}");

        assertThat(tokens.verify(header + "." + claims + ".")).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aUsersTokenWithoutAnEndIsInvalid() {
        String endless = Jwts.builder()
                .issuer("nocturne")
                .subject("kim")
                .claim("role", "admin")
                .signWith(KEY)
                .compact();

        assertThat(tokens.verify(endless)).isInstanceOf(Verdict.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "ADMIN", ""})
    void anUnknownRoleIsInvalid(String role) {
        String token = Jwts.builder()
                .issuer("nocturne")
                .subject("kim")
                .claim("role", role)
                .expiration(Date.from(clock.instant().plusSeconds(60)))
                .signWith(KEY)
                .compact();

        assertThat(tokens.verify(token)).isInstanceOf(Verdict.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "a.b.c", "....", "eyJ.eyJ.x", "\u0000"})
    void rubbishIsInvalidAndNotAnError(String token) {
        assertThat(tokens.verify(token)).isInstanceOf(Verdict.Invalid.class);
    }

    private String withLocalKeyId(Role role, Map<String, ?> claims) {
        return Jwts.builder()
                .header()
                .keyId("local")
                .and()
                .issuer("nocturne")
                .subject("kim")
                .claim("role", role.name().toLowerCase(Locale.ROOT))
                .claims(claims)
                .expiration(Date.from(clock.instant().plusSeconds(60)))
                .signWith(LOCAL)
                .compact();
    }

    private static SecretKey key(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
