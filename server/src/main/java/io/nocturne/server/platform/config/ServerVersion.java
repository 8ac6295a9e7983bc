package io.nocturne.server.platform.config;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Which build runs, and since when.
@Component
public class ServerVersion {

    private final Instant startedAt;

    ServerVersion(Clock clock) {
        this.startedAt = clock.instant();
    }

    public String text() {
        return Objects.requireNonNullElse(ServerVersion.class.getPackage().getImplementationVersion(), "development");
    }

    public Instant startedAt() {
        return startedAt;
    }
}
