package io.nocturne.server.access;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Hashes passwords, few at a time: it costs a tenth of a second of a processor on purpose, and deliveries need the
/// processors too. Who finds [#MAX_WAITING] others waiting is sent away at once, so that few request threads ever wait.
///
/// **Errors** - [ProblemException] `overloaded` when its turn does not come in time.
/// **Threads** - safe.
final class PasswordHashing {

    static final int MAX_WAITING = 4;

    private final PasswordEncoder encoder;
    private final Map<Lane, Semaphore> turns = new EnumMap<>(Lane.class);

    PasswordHashing(PasswordEncoder encoder) {
        this.encoder = encoder;
        Arrays.stream(Lane.values()).forEach(lane -> turns.put(lane, new Semaphore(1, true)));
    }

    boolean matches(Lane lane, String password, String hash) {
        return inTurn(lane, () -> encoder.matches(password, hash));
    }

    String encode(String password) {
        return inTurn(Lane.ADMIN, () -> String.valueOf(encoder.encode(password)));
    }

    private <T> T inTurn(Lane lane, Supplier<T> work) {
        Semaphore turn = turns.get(lane);
        if (turn == null || turn.getQueueLength() >= MAX_WAITING || !await(turn, lane.patience)) {
            throw new ProblemException(
                    ProblemCode.OVERLOADED, "too many passwords are being checked; try again", lane.patience);
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    private static boolean await(Semaphore turn, Duration patience) {
        try {
            return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Who waits behind whom: one password at a time in each.
    enum Lane {
        /// From an address that had no wrong password lately: not behind those that had.
        NEWCOMER(Duration.ofMillis(1_500)),
        /// From an address that had.
        RETURNING(Duration.ofSeconds(1)),
        /// An admin who sets a password.
        ADMIN(Duration.ofSeconds(5));

        private final Duration patience;

        Lane(Duration patience) {
            this.patience = patience;
        }
    }
}
