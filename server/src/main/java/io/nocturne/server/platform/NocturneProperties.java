package io.nocturne.server.platform;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What [ServerConfig] says, as the application's beans see it.
@ConfigurationProperties("nocturne")
public record NocturneProperties(
        @DefaultValue("data") Path dataDir,
        @DefaultValue("8080") int httpPort,
        @DefaultValue List<String> publicNames) {}
