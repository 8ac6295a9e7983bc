package io.nocturne.server.fleet;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// At every start, writes a fresh enrollment token to `local-enrollment-token`, a file that only the
/// server's owner can read: who may read it may read everything the server has, so an agent that can is
/// let in.
@Component
class LocalEnrollment implements SmartInitializingSingleton {

    private final EnrollmentTokens tokens;
    private final DataDirectory data;

    LocalEnrollment(EnrollmentTokens tokens, DataDirectory data) {
        this.tokens = tokens;
        this.data = data;
    }

    /// Before the port opens.
    @Override
    public void afterSingletonsInstantiated() {
        byte[] content = (tokens.replaceLocal().token() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            data.writeSecret(data.path("local-enrollment-token"), content);
        } catch (IOException e) {
            throw new UncheckedIOException("the local enrollment token cannot be written", e);
        }
    }
}
