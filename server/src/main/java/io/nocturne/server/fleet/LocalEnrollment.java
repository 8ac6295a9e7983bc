package io.nocturne.server.fleet;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// At every start, writes a fresh enrollment token to `local-enrollment-token`, a file that only the
/// server's owner can read: who may read it may read everything the server has, so an agent that can is
/// let in.
///
/// The file tells which token the fresh one replaces, so several data directories at one database have one each. While
/// the server runs, its token is given more time; that of a server which does not come back is over at last.
///
/// **Threads** - made by the one that starts the server; [#keep] is for one at a time.
@Component
class LocalEnrollment implements SmartInitializingSingleton {

    private static final Duration EXTEND_EVERY = Duration.ofDays(1);
    private static final int MAX_BYTES = 1_000;

    private final EnrollmentTokens tokens;
    private final DataDirectory data;
    private final Clock clock;
    private volatile @Nullable UUID tokenId;
    private volatile Instant extendAt = Instant.MAX;

    LocalEnrollment(EnrollmentTokens tokens, DataDirectory data, Clock clock) {
        this.tokens = tokens;
        this.data = data;
        this.clock = clock;
    }

    /// Before the port opens.
    @Override
    public void afterSingletonsInstantiated() {
        Path file = data.path("local-enrollment-token");
        try {
            EnrollmentTokens.Created created = tokens.replaceLocal(read(file));
            data.writeSecret(file, (created.token() + "\n").getBytes(StandardCharsets.UTF_8));
            tokenId = created.stored().tokenId();
            extendAt = clock.instant().plus(EXTEND_EVERY);
        } catch (IOException e) {
            throw new UncheckedIOException("the local enrollment token cannot be written", e);
        }
    }

    /// Gives the token more time once a day.
    void keep() {
        UUID present = tokenId;
        Instant now = clock.instant();
        if (present != null && !now.isBefore(extendAt)) {
            tokens.extendLocal(present);
            extendAt = now.plus(EXTEND_EVERY);
        }
    }

    private static @Nullable String read(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) <= MAX_BYTES
                ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
                : null;
    }
}
