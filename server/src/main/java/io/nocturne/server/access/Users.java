package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.store.SessionStore;
import io.nocturne.server.access.store.User;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// The people who may sign in. A change of a user ends that user's sign-ins at once.
class Users implements KnownUsers {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final UserStore store;
    private final SessionStore sessionStore;
    private final Sessions sessions;
    private final PasswordHashing hashing;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Clock clock;

    Users(
            UserStore store,
            SessionStore sessionStore,
            Sessions sessions,
            PasswordHashing hashing,
            TransactionTemplate transaction,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.sessionStore = sessionStore;
        this.sessions = sessions;
        this.hashing = hashing;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /// Whether a user may have that name.
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public boolean isUser(String name) {
        return isName(name) && store.find(name).isPresent();
    }

    List<User> all() {
        return store.all();
    }

    User create(@Nullable String username, @Nullable String password, @Nullable Role role, Origin by) {
        if (username == null || !isName(username)) {
            throw ProblemException.invalid("username must match " + NAME);
        }
        if (password == null) {
            throw ProblemException.invalid("'password' is missing");
        }
        Role personal = requirePersonal(role);
        User user = new User(username, hash(password), personal, clock.instant());
        transaction.executeWithoutResult(_ -> {
            if (!store.insert(user)) {
                throw new ProblemException(ProblemCode.CONFLICT, "there is a user '%s' already".formatted(username));
            }
            audit.changed(EventKind.USER_CREATED, by, "user '%s' with role %s".formatted(username, text(personal)));
        });
        return user;
    }

    User change(String username, @Nullable String password, @Nullable Role role, Origin by) {
        @Nullable Role newRole = role == null ? null : requirePersonal(role);
        @Nullable String newHash = password == null ? null : hash(password);
        User changed = Objects.requireNonNull(transaction.execute(_ -> {
            User before = require(username);
            User after = new User(
                    before.username(),
                    newHash == null ? before.passwordHash() : newHash,
                    newRole == null ? before.role() : newRole,
                    before.createdAt());
            if (before.role() == Role.ADMIN && after.role() != Role.ADMIN) {
                requireAnotherAdmin();
            }
            store.update(after);
            sessionStore.deleteOf(username);
            audit.changed(EventKind.USER_CHANGED, by, describe(before, after, newHash != null));
            return after;
        }));
        sessions.endedOf(username);
        return changed;
    }

    void delete(String username, Origin by) {
        transaction.executeWithoutResult(_ -> {
            if (require(username).role() == Role.ADMIN) {
                requireAnotherAdmin();
            }
            store.delete(username);
            audit.changed(EventKind.USER_DELETED, by, "user '%s'; their sign-ins were ended".formatted(username));
        });
        sessions.endedOf(username);
    }

    private static String describe(User before, User after, boolean newPassword) {
        return "user '%s': role %s, before %s; %s password; their sign-ins were ended"
                .formatted(
                        after.username(), text(after.role()), text(before.role()), newPassword ? "a new" : "the same");
    }

    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
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
        return hashing.encode(Password.requireGood(password));
    }

    private static Role requirePersonal(@Nullable Role role) {
        if (role == null || role == Role.AGENT) {
            throw ProblemException.invalid("role must be admin, operator or viewer");
        }
        return role;
    }
}
