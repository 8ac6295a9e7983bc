package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// On first start, makes the user `admin` with the password from the environment, or with a random one
/// that stands in `initial-admin-password`, a file that only the server's owner can read.
@Component
class FirstAdmin implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);
    private static final String NAME = "admin";

    private final UserStore store;
    private final Users users;
    private final SecretTokens secrets;
    private final DataDirectory data;
    private final String configured;

    FirstAdmin(
            UserStore store,
            Users users,
            SecretTokens secrets,
            DataDirectory data,
            @Value("${NOCTURNE_ADMIN_PASSWORD:}") String configured) {
        this.store = store;
        this.users = users;
        this.secrets = secrets;
        this.data = data;
        this.configured = configured;
    }

    /// Before the port opens: who can reach the server can sign in.
    @Override
    public void afterSingletonsInstantiated() {
        try {
            makeFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("the first password cannot be written", e);
        }
    }

    private void makeFirst() throws IOException {
        if (!store.all().isEmpty()) {
            return;
        }
        if (!configured.isEmpty()) {
            users.create(NAME, configured, Role.ADMIN, Origin.server());
            log.info("user {} has the password that NOCTURNE_ADMIN_PASSWORD gave", NAME);
            return;
        }
        String password = secrets.create("");
        Path file = data.path("initial-admin-password");
        // The file first: a user whose password nobody can read would be worse than a file without a user.
        data.writeSecret(file, (password + "\n").getBytes(StandardCharsets.UTF_8));
        users.create(NAME, password, Role.ADMIN, Origin.server());
        log.info("the first password of user {} stands in {}", NAME, file);
    }
}
