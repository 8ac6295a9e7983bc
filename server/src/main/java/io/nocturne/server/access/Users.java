package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.store.RefreshTokenStore;
import io.nocturne.server.access.store.User;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The people who may sign in.
///
/// A change of a user ends that user's sign-ins; an access token that is out already works until its 15
/// minutes are over.
@Service
class Users {

    private static final Logger log = LoggerFactory.getLogger(Users.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final UserStore store;
    private final RefreshTokenStore refreshTokens;
    private final PasswordEncoder passwords;
    private final Clock clock;

    Users(UserStore store, RefreshTokenStore refreshTokens, PasswordEncoder passwords, Clock clock) {
        this.store = store;
        this.refreshTokens = refreshTokens;
        this.passwords = passwords;
        this.clock = clock;
    }

    List<User> all() {
        return store.all();
    }

    @Transactional
    User create(@Nullable String username, @Nullable String password, @Nullable Role role) {
        if (username == null || !NAME.matcher(username).matches()) {
            throw invalid("username must match " + NAME);
        }
        if (password == null) {
            throw invalid("'password' is missing");
        }
        User user = new User(username, hash(password), requirePersonal(role), clock.instant());
        if (!store.insert(user)) {
            throw new ProblemException(ProblemCode.CONFLICT, "there is a user '%s' already".formatted(username));
        }
        log.info("user {} was made with role {}", username, user.role());
        return user;
    }

    @Transactional
    User change(String username, @Nullable String password, @Nullable Role role) {
        User before = require(username);
        User after = new User(
                before.username(),
                password == null ? before.passwordHash() : hash(password),
                role == null ? before.role() : requirePersonal(role),
                before.createdAt());
        if (before.role() == Role.ADMIN && after.role() != Role.ADMIN) {
            requireAnotherAdmin();
        }
        store.update(after);
        refreshTokens.deleteOf(username);
        log.info("user {} was changed, role {}; their sign-ins were ended", username, after.role());
        return after;
    }

    @Transactional
    void delete(String username) {
        if (require(username).role() == Role.ADMIN) {
            requireAnotherAdmin();
        }
        store.delete(username);
        log.info("user {} was deleted", username);
    }

    private User require(String username) {
        return store.findForUpdate(username)
                .orElseThrow(
                        () -> new ProblemException(ProblemCode.NOT_FOUND, "there is no user '%s'".formatted(username)));
    }

    private void requireAnotherAdmin() {
        if (store.lockAdmins() < 2) {
            throw new ProblemException(ProblemCode.CONFLICT, "this is the last admin; make another one first");
        }
    }

    private String hash(String password) {
        return String.valueOf(passwords.encode(Password.requireGood(password)));
    }

    private static Role requirePersonal(@Nullable Role role) {
        if (role == null || role == Role.AGENT) {
            throw invalid("role must be admin, operator or viewer");
        }
        return role;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail);
    }
}
