package io.nocturne.server.access;

import io.nocturne.server.access.RefreshTokens.Ticket;
import io.nocturne.server.access.store.SessionStore;
import io.nocturne.server.access.store.SessionStore.StoredSession;
import io.nocturne.server.access.store.User;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.platform.database.DatabaseFaults;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskGate.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/// The sign-ins that are going on: in the database, and in memory, where each request looks.
///
/// A session ends for everybody at once: its access tokens, its refresh tokens and, by [AccessRevoked], its live
/// connections. Of one user the [#MAX_OF_USER] last used are kept.
///
/// **Threads** - safe. A session is put in memory under the lock of its user's row, so that a change of the user ends
/// it, whichever comes first.
class Sessions {

    static final Duration LIFE = Duration.ofHours(12);
    static final Duration GRACE = Duration.ofSeconds(30);
    static final int MAX_OF_USER = 1_000;

    private static final Duration SETTLED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final SessionStore store;
    private final UserStore users;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final DiskGate disk;
    private final Clock clock;
    private final ConcurrentMap<UUID, Live> live = new ConcurrentHashMap<>();

    Sessions(
            SessionStore store,
            UserStore users,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            DiskGate disk,
            Clock clock) {
        this.store = store;
        this.users = users;
        this.transaction = transaction;
        this.events = events;
        this.disk = disk;
        this.clock = clock;
        store.all(clock.instant()).forEach(this::remember);
    }

    boolean isLive(UUID sessionId) {
        Live session = live.get(sessionId);
        return session != null && session.expiresAt().isAfter(clock.instant());
    }

    /// Begins a session; empty when the user was changed or removed since the password was compared.
    ///
    /// On a disk that is full to the last it is only in memory, and holds as long as its access token.
    Optional<Ticket> open(User user) {
        if (disk.isOpen(Purpose.SIGN_IN)) {
            try {
                return openStored(user);
            } catch (RuntimeException e) {
                if (!DatabaseFaults.isOfTheDisk(e)) {
                    throw e;
                }
            }
        }
        log.warn(
                "{} signed in, and has to do so again when the access token is over: the disk is full",
                user.username());
        Instant now = clock.instant();
        UUID sessionId = UUID.randomUUID();
        live.put(sessionId, new Live(user.username(), now, now.plus(JwtTokens.ACCESS_LIFE), false));
        return Optional.of(new Ticket(sessionId, 0));
    }

    private Optional<Ticket> openStored(User user) {
        Instant now = clock.instant();
        StoredSession session = new StoredSession(UUID.randomUUID(), user.username(), 0, now, now.plus(LIFE));
        Set<UUID> ended = new HashSet<>();
        try {
            boolean opened = transacted(() -> {
                if (users.findForUpdate(user.username()).filter(user::equals).isEmpty()) {
                    return false;
                }
                store.insert(session);
                for (UUID tooMany : store.beyondNewest(user.username(), MAX_OF_USER)) {
                    store.delete(tooMany);
                    ended.add(tooMany);
                }
                remember(session);
                return true;
            });
            forget(ended);
            return opened ? Optional.of(new Ticket(session.sessionId(), 0)) : Optional.empty();
        } catch (RuntimeException e) {
            live.remove(session.sessionId());
            throw e;
        }
    }

    /// Uses a refresh token. The newest gives the next; the one before it gives the same once more for [#GRACE], to
    /// whoever did not hear the answer; any other was copied and ends the session.
    ///
    /// While the database's disk is full, the newest stays good as it is.
    Turn refresh(Ticket ticket) {
        try {
            return refreshStored(ticket);
        } catch (RuntimeException e) {
            if (!DatabaseFaults.isOfTheDisk(e)) {
                throw e;
            }
        }
        Live session = live.get(ticket.sessionId());
        return session == null || !session.expiresAt().isAfter(clock.instant())
                ? new Turn.Unknown()
                : users.find(session.username())
                        .<Turn>map(user -> new Turn.Next(ticket, user))
                        .orElseGet(Turn.Unknown::new);
    }

    private Turn refreshStored(Ticket ticket) {
        Instant now = clock.instant();
        Turn turn = transacted(() -> store.findForUpdate(ticket.sessionId())
                .filter(session -> session.expiresAt().isAfter(now))
                .map(session -> turn(session, ticket, now))
                .orElseGet(Turn.Unknown::new));
        if (turn instanceof Turn.Reused) {
            forget(Set.of(ticket.sessionId()));
        }
        return turn;
    }

    /// Ends a session; whose it was, if it was going on.
    Optional<String> end(UUID sessionId) {
        Optional<String> user = transacted(() -> {
            Optional<StoredSession> session = store.findForUpdate(sessionId);
            store.delete(sessionId);
            return session.map(StoredSession::username);
        });
        forget(Set.of(sessionId));
        return user;
    }

    /// In memory: the sessions of a user whose rows are gone.
    void endedOf(String username) {
        forget(live.entrySet().stream()
                .filter(entry -> entry.getValue().username().equals(username))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    /// Deletes what is over, and forgets what is not in the database although it has had the time: after a commit
    /// whose answer was lost, memory may know too much.
    void tidy() {
        Instant now = clock.instant();
        store.deleteExpired(now);
        Set<UUID> stored = store.all(now).stream().map(StoredSession::sessionId).collect(Collectors.toSet());
        live.values().removeIf(session -> !session.expiresAt().isAfter(now));
        forget(live.entrySet().stream()
                .filter(entry ->
                        entry.getValue().isStored() && entry.getValue().since().isBefore(now.minus(SETTLED)))
                .map(Map.Entry::getKey)
                .filter(sessionId -> !stored.contains(sessionId))
                .collect(Collectors.toSet()));
    }

    private Turn turn(StoredSession session, Ticket ticket, Instant now) {
        Optional<User> user = users.find(session.username());
        if (user.isEmpty()) {
            return new Turn.Unknown();
        }
        long behind = session.generation() - ticket.generation();
        if (behind == 0 && !disk.isOpen(Purpose.SIGN_IN)) {
            // The next one cannot be written down, so this one stays good; better than to send everybody away.
            return new Turn.Next(ticket, user.get());
        }
        if (behind == 0) {
            StoredSession next = session.next(now, now.plus(LIFE));
            store.update(next);
            live.computeIfPresent(next.sessionId(), (_, before) -> before.until(next.expiresAt()));
            return new Turn.Next(new Ticket(next.sessionId(), next.generation()), user.get());
        }
        if (behind == 1 && !session.refreshedAt().plus(GRACE).isBefore(now)) {
            return new Turn.Next(new Ticket(session.sessionId(), session.generation()), user.get());
        }
        store.delete(session.sessionId());
        return new Turn.Reused(session.username());
    }

    private void remember(StoredSession session) {
        live.put(session.sessionId(), new Live(session.username(), clock.instant(), session.expiresAt(), true));
    }

    private void forget(Set<UUID> sessionIds) {
        Set<UUID> ended = sessionIds.stream()
                .filter(sessionId -> live.remove(sessionId) != null)
                .collect(Collectors.toSet());
        if (!ended.isEmpty()) {
            events.publishEvent(new AccessRevoked(ended));
        }
    }

    private <T> T transacted(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    /// What the use of a refresh token comes to.
    sealed interface Turn {

        record Next(Ticket ticket, User user) implements Turn {}

        record Reused(String username) implements Turn {}

        record Unknown() implements Turn {}
    }

    /// **Shape** - one that is not `isStored` could not be written to the database.
    private record Live(String username, Instant since, Instant expiresAt, boolean isStored) {

        Live until(Instant newExpiresAt) {
            return new Live(username, since, newExpiresAt, isStored);
        }
    }
}
