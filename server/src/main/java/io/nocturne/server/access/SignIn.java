package io.nocturne.server.access;

import io.nocturne.model.access.TokenPair;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.store.RefreshTokenStore;
import io.nocturne.server.access.store.RefreshTokenStore.RefreshToken;
import io.nocturne.server.access.store.User;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.platform.database.DatabaseFaults;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskGate.Purpose;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/// Turns passwords and refresh tokens into token pairs.
///
/// A refresh token works once. One that comes a second time was stolen or copied: its whole family
/// ends, so that thief and owner both have to sign in again.
///
/// **Errors** - [ProblemException] `credentials-wrong` or `refresh-refused`; neither says which part
/// was wrong.
/// **Threads** - safe; the database decides which of two uses of one token came first.
/// **Source** - OAuth 2.0 Security Best Current Practice (RFC 9700), refresh token rotation.
@Service
class SignIn {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);
    private static final Duration REFRESH_LIFE = Duration.ofHours(12);
    private static final String REFRESH_PREFIX = "nrt_";

    private final UserStore users;
    private final RefreshTokenStore refreshTokens;
    private final PasswordEncoder passwords;
    private final JwtTokens tokens;
    private final SecretTokens secrets;
    private final DiskGate disk;
    private final Clock clock;
    /// Checked for unknown users, so that an answer takes as long as for known ones.
    private final String nobodysHash;

    SignIn(
            UserStore users,
            RefreshTokenStore refreshTokens,
            PasswordEncoder passwords,
            JwtTokens tokens,
            SecretTokens secrets,
            DiskGate disk,
            Clock clock) {
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.passwords = passwords;
        this.tokens = tokens;
        this.secrets = secrets;
        this.disk = disk;
        this.clock = clock;
        this.nobodysHash = String.valueOf(passwords.encode(secrets.create("")));
    }

    TokenPair login(String username, String password) {
        Optional<User> user = users.find(username);
        boolean fits = Password.isWithinLimits(password)
                && passwords.matches(password, user.map(User::passwordHash).orElse(nobodysHash));
        if (user.isEmpty() || !fits) {
            log.info("sign-in refused: wrong user name or password");
            throw new ProblemException(ProblemCode.CREDENTIALS_WRONG, "the user name or the password is wrong");
        }
        return pair(user.get(), UUID.randomUUID());
    }

    TokenPair refresh(String refreshToken) {
        RefreshToken token = refreshTokens
                .find(SecretTokens.hash(refreshToken))
                .filter(found -> found.expiresAt().isAfter(clock.instant()))
                .orElseThrow(() -> refused("unknown, ended or over"));
        if (!disk.isOpen(Purpose.SIGN_IN)) {
            // It cannot be marked as used, and so stays good; better than to send everybody away.
            User user = users.find(token.username()).orElseThrow(() -> refused("of a user who is gone"));
            return pair(user, refreshToken);
        }
        if (!refreshTokens.markUsed(token.tokenHash(), clock.instant())) {
            refreshTokens.deleteFamily(token.family());
            log.warn("a refresh token of {} was used twice; that sign-in was ended", token.username());
            throw refused("used before; sign in again");
        }
        return pair(users.find(token.username()).orElseThrow(() -> refused("of a user who is gone")), token.family());
    }

    /// Ends the sign-in that the token belongs to; an unknown token is none to end.
    void logout(String refreshToken) {
        refreshTokens
                .find(SecretTokens.hash(refreshToken))
                .ifPresent(token -> refreshTokens.deleteFamily(token.family()));
    }

    private TokenPair pair(User user, UUID family) {
        String refresh = secrets.create(REFRESH_PREFIX);
        keep(new RefreshToken(
                SecretTokens.hash(refresh),
                family,
                user.username(),
                clock.instant().plus(REFRESH_LIFE)));
        return pair(user, refresh);
    }

    /// On a disk that is full to the last a sign-in holds as long as its access token.
    private void keep(RefreshToken token) {
        if (disk.isOpen(Purpose.SIGN_IN)) {
            try {
                refreshTokens.deleteExpired(clock.instant());
                refreshTokens.insert(token);
                return;
            } catch (DataAccessException e) {
                if (!DatabaseFaults.isOfTheDisk(e)) {
                    throw e;
                }
            }
        }
        log.warn(
                "{} signed in, and has to do so again when the access token is over: the disk is full",
                token.username());
    }

    private TokenPair pair(User user, String refresh) {
        return new TokenPair(
                tokens.forUser(user.username(), user.role()), refresh, JwtTokens.ACCESS_LIFE.toSeconds(), user.role());
    }

    private static ProblemException refused(String why) {
        return new ProblemException(ProblemCode.REFRESH_REFUSED, "the refresh token is " + why);
    }
}
