package io.nocturne.agent.config;

import io.nocturne.agent.buffer.RingLimits;
import io.nocturne.agent.collect.Selection;
import io.nocturne.agent.log.LogLevel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How this agent runs.
///
/// **Shape** - valid by construction of [ConfigSources]; paths may name files that do not exist yet.
/// **Absent** - what the operator did not say and what has no default.
/// **Threads** - immutable.
public record AgentConfig(
        Duration interval,
        URI serverUrl,
        Optional<ProxyServer> proxy,
        int retryAttempts,
        RingLimits buffer,
        Optional<Path> caFile,
        Optional<String> caFingerprint,
        Optional<String> enrollmentToken,
        Optional<Path> enrollmentTokenFile,
        Path dataDir,
        Path stateDir,
        Map<String, String> tags,
        Optional<String> hostName,
        Selection selection,
        LogLevel logLevel) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "::1");

    public AgentConfig {
        tags = Map.copyOf(tags);
    }

    /// The server's host name, in lower case.
    public String serverHost() {
        return serverUrl.getHost().toLowerCase(Locale.ROOT);
    }

    /// Whether the server is on this very host by its address, so that its data folder can be read.
    public boolean isServerLocal() {
        String host = serverHost();
        return LOOPBACK.contains(host) || host.startsWith("127.") || host.endsWith(".localhost");
    }

    /// The proxy on the way to the server; none to a server on this very host.
    public Optional<ProxyServer> proxyToServer() {
        return isServerLocal() ? Optional.empty() : proxy;
    }

    /// The same with the folders of another: those that an agent cannot leave while it runs.
    public AgentConfig withFoldersOf(AgentConfig other) {
        RingLimits ring =
                new RingLimits(other.buffer.folder(), buffer.maxBytes(), buffer.maxAge(), buffer.memorySnapshots());
        return new AgentConfig(
                interval,
                serverUrl,
                proxy,
                retryAttempts,
                ring,
                caFile,
                caFingerprint,
                enrollmentToken,
                enrollmentTokenFile,
                other.dataDir,
                other.stateDir,
                tags,
                hostName,
                selection,
                logLevel);
    }

    @Override
    public String toString() {
        return "AgentConfig[interval=%s, serverUrl=%s, stateDir=%s, enrollmentToken=%s]"
                .formatted(interval, serverUrl, stateDir, enrollmentToken.isPresent() ? "<hidden>" : "none");
    }
}
