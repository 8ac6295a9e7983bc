package io.nocturne.server.platform.web;

import io.nocturne.server.platform.config.ConnectionLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.apache.catalina.connector.Connector;
import org.springframework.scheduling.annotation.Scheduled;

/// The same limits for every port.
///
/// **Threads** - safe.
final class ConnectorSettings {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final int MAX_HEADER_BYTES = 8_192;
    private static final int MAX_PARAMETERS = 1_000;
    private static final long SWEEP_MILLIS = 1_000;

    private final ConnectionLimits limits;
    private final ExecutorService connections;
    private final List<GuardedProtocol> protocols = new CopyOnWriteArrayList<>();

    ConnectorSettings(ConnectionLimits limits, ExecutorService connections) {
        this.limits = limits;
        this.connections = connections;
    }

    void apply(Connector connector) {
        connector.setMaxParameterCount(MAX_PARAMETERS);
        // Bodies are read by BodyReader and nobody else.
        connector.setMaxPostSize(0);
        connector.setParseBodyMethods("");
        connector.setXpoweredBy(false);
        if (connector.getProtocolHandler() instanceof GuardedProtocol protocol) {
            protocol.use(new ConnectionGuard(limits, System::nanoTime), connections);
            protocol.setMaxConnections(limits.max());
            protocol.setConnectionTimeout((int) CONNECTION_TIMEOUT.toMillis());
            protocol.setKeepAliveTimeout((int) KEEP_ALIVE.toMillis());
            protocol.setMaxKeepAliveRequests(-1);
            protocol.setMaxHttpRequestHeaderSize(MAX_HEADER_BYTES);
            protocols.add(protocol);
        }
    }

    @Scheduled(fixedDelay = SWEEP_MILLIS)
    void sweep() {
        protocols.forEach(GuardedProtocol::sweep);
    }
}
