package io.nocturne.server.fleet;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// At every start, writes a fresh enrollment token to `local-enrollment-token`, a file that only the
/// server's owner can read: who may read it may read everything the server has, so an agent that can is
/// let in.
@Component
@Order(2)
class LocalEnrollment implements ApplicationRunner {

    private final EnrollmentTokens tokens;
    private final DataDirectory data;

    LocalEnrollment(EnrollmentTokens tokens, DataDirectory data) {
        this.tokens = tokens;
        this.data = data;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        byte[] content = (tokens.replaceLocal().token() + "\n").getBytes(StandardCharsets.UTF_8);
        data.writeSecret(data.path("local-enrollment-token"), content);
    }
}
