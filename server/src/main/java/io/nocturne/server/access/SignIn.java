package io.nocturne.server.access;

import io.nocturne.model.access.TokenPair;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.RefreshTokens.Ticket;
import io.nocturne.server.access.Sessions.Turn;
import io.nocturne.server.access.SignInThrottle.Pair;
import io.nocturne.server.access.store.User;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.web.ClientAddress;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Duration;
import java.util.Optional;

/// Turns passwords and refresh tokens into token pairs.
///
/// A password is looked at only when [SignInThrottle] lets it through, and then an unknown user's costs what a wrong
/// one costs; who signed in from the same address lately passes without either ([KnownAddresses]).
///
/// **Errors** - [ProblemException] `credentials-wrong` or `refresh-refused`, which do not say what was wrong;
/// `overloaded` with the time to wait.
/// **Threads** - safe.
/// **Source** - OAuth 2.0 Security Best Current Practice (RFC 9700), refresh token rotation.
class SignIn {

    private static final int MAX_KEY = 64;

    private final UserStore users;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final KnownAddresses knownAddresses;
    private final PasswordHashing hashing;
    private final JwtTokens tokens;
    private final RefreshTokens refreshTokens;
    private final AuditLog audit;
    /// Compared for unknown users, so that an answer takes as long as for known ones.
    private final String nobodysHash;

    SignIn(
            UserStore users,
            Sessions sessions,
            SignInThrottle throttle,
            KnownAddresses knownAddresses,
            PasswordHashing hashing,
            JwtTokens tokens,
            RefreshTokens refreshTokens,
            AuditLog audit,
            String nobodysHash) {
        this.users = users;
        this.sessions = sessions;
        this.throttle = throttle;
        this.knownAddresses = knownAddresses;
        this.hashing = hashing;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.audit = audit;
        this.nobodysHash = nobodysHash;
    }

    TokenPair login(String username, String password, String address) {
        Origin origin = new Origin(username, address);
        // Text of any length may come; what is too long for a user's name needs no key of its own.
        Pair pair = new Pair(username.length() <= MAX_KEY ? username : "", ClientAddress.network(address));
        Optional<User> user = known(pair, username, password).or(() -> compared(pair, username, password, origin));
        Optional<TokenPair> opened = user.flatMap(found -> sessions.open(found).map(ticket -> pair(found, ticket)));
        if (opened.isEmpty()) {
            audit.seen(EventKind.SIGN_IN_REFUSED, origin, "wrong user name or password");
            throw new ProblemException(ProblemCode.CREDENTIALS_WRONG, "the user name or the password is wrong");
        }
        audit.seen(EventKind.SIGN_IN, origin, "signed in");
        return opened.get();
    }

    TokenPair refresh(String refreshToken, String address) {
        Turn turn = refreshTokens.read(refreshToken).map(sessions::refresh).orElseGet(Turn.Unknown::new);
        return switch (turn) {
            case Turn.Next next -> pair(next.user(), next.ticket());
            case Turn.Reused reused -> {
                audit.changed(
                        EventKind.REFRESH_REUSED,
                        new Origin(reused.username(), address),
                        "a refresh token was used again long after; that sign-in was ended");
                throw refused("used before; sign in again");
            }
            case Turn.Unknown _ -> {
                audit.seen(EventKind.REFRESH_REFUSED, Origin.unnamed(address), "unknown, ended or over");
                throw refused("unknown, ended or over");
            }
        };
    }

    /// Ends the sign-in that the token belongs to; an unknown token is none to end.
    void logout(String refreshToken, String address) {
        refreshTokens
                .read(refreshToken)
                .flatMap(ticket -> sessions.end(ticket.sessionId()))
                .ifPresent(user -> audit.seen(EventKind.SIGN_OUT, new Origin(user, address), "signed out"));
    }

    private Optional<User> known(Pair pair, String username, String password) {
        return knownAddresses
                .hashFor(pair, password)
                .flatMap(hash ->
                        users.find(username).filter(user -> user.passwordHash().equals(hash)));
    }

    private Optional<User> compared(Pair pair, String username, String password, Origin origin) {
        PasswordHashing.Lane lane =
                throttle.isNewcomer(pair) ? PasswordHashing.Lane.NEWCOMER : PasswordHashing.Lane.RETURNING;
        Duration wait = throttle.take(pair, knownAddresses.isKnown(pair));
        if (wait.isPositive()) {
            audit.seen(EventKind.SIGN_IN_THROTTLED, origin, "too many wrong passwords; not looked at");
            throw new ProblemException(ProblemCode.OVERLOADED, "too many wrong sign-ins; wait before the next", wait);
        }
        Optional<User> user = Users.isName(username) ? users.find(username) : Optional.empty();
        boolean fits;
        try {
            fits = Password.isWithinLimits(password)
                    && hashing.matches(
                            lane, password, user.map(User::passwordHash).orElse(nobodysHash));
        } catch (ProblemException e) {
            throttle.unused(pair);
            audit.seen(EventKind.SIGN_IN_THROTTLED, origin, "too many sign-ins at once; not looked at");
            throw e;
        }
        if (user.isEmpty() || !fits) {
            return Optional.empty();
        }
        throttle.right(pair);
        knownAddresses.remember(pair, password, user.get().passwordHash());
        return user;
    }

    private TokenPair pair(User user, Ticket ticket) {
        return new TokenPair(
                tokens.forUser(user.username(), user.role(), ticket.sessionId()),
                refreshTokens.text(ticket),
                JwtTokens.ACCESS_LIFE.toSeconds(),
                user.role());
    }

    private static ProblemException refused(String why) {
        return new ProblemException(ProblemCode.REFRESH_REFUSED, "the refresh token is " + why);
    }
}
