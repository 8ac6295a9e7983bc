package io.nocturne.server.access;

import io.nocturne.server.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;

/// What a password may be.
///
/// **Source** - the upper limit is bcrypt's: it reads 72 bytes.
final class Password {

    static final int MIN_CHARACTERS = 10;
    static final int MAX_BYTES = 72;

    private Password() {}

    static boolean isWithinLimits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /// **Errors** - [ProblemException] `request-invalid` for one that is too short or too long.
    static String requireGood(String password) {
        if (password.length() < MIN_CHARACTERS || !isWithinLimits(password)) {
            throw ProblemException.invalid(
                    "a password has at least %d characters and at most %d bytes".formatted(MIN_CHARACTERS, MAX_BYTES));
        }
        return password;
    }
}
