package io.nocturne.agent.link;

import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the token for the first contact comes from: the configuration, a file, or a server on this very
/// host.
///
/// **Errors** - [#check] says at the start what can never work; [#read] fails for what may work later.
/// **Threads** - immutable.
public record EnrollmentToken(AgentConfig config) {

    private static final int MAX_BYTES = 4_096;

    /// Finds out before anything starts whether an agent without a credential could get one.
    public void check() throws ConfigException {
        boolean localFile =
                config.isServerLocal() && config.enrollmentTokenFile().isEmpty();
        if (config.enrollmentToken().isPresent() || localFile) {
            return;
        }
        if (config.enrollmentTokenFile().isPresent()) {
            try {
                read();
                return;
            } catch (IOException e) {
                throw new ConfigException("enrollment_token_file: " + e.getMessage());
            }
        }
        throw new ConfigException(List.of(
                "this host is not enrolled at %s yet, and there is no token for it; give one of:"
                        .formatted(config.serverUrl()),
                "  enrollment_token_file: a file with a token that an admin made on the server",
                "  enrollment_token: the token itself",
                "  data_dir: the server's data folder, when the server is on this host (localhost)"));
    }

    /// The token.
    String read() throws IOException {
        if (config.enrollmentToken().isPresent()) {
            return config.enrollmentToken().get();
        }
        Optional<Path> file = config.enrollmentTokenFile().or(this::local);
        if (file.isEmpty()) {
            throw new IOException("there is no enrollment token (enrollment_token or enrollment_token_file)");
        }
        return read(file.get());
    }

    private Optional<Path> local() {
        return config.isServerLocal()
                ? Optional.of(config.dataDir().resolve("local-enrollment-token"))
                : Optional.empty();
    }

    private static String read(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            String token = new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
            if (token.isEmpty()) {
                throw new IOException(file + " is empty");
            }
            return token;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no %s (yet)".formatted(file), e);
        } catch (AccessDeniedException e) {
            throw new IOException("%s may not be read by this user".formatted(file), e);
        }
    }
}
