package io.nocturne.server.platform.web;

import io.nocturne.server.platform.config.ServerConfig;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The HTTP port: a second connector of the same server, with the same limits. The [FrontValve] answers there.
///
/// **Threads** - started by the application's context event; stopped with the server.
/// **Errors** - a port that is taken is logged, and the server runs without it.
@Component
class PlainConnector {

    private static final Logger log = LoggerFactory.getLogger(PlainConnector.class);

    private final int port;
    private final ConnectorSettings settings;

    PlainConnector(ServerConfig config, ConnectorSettings settings) {
        this.port = config.httpPort();
        this.settings = settings;
    }

    /// Not one of the factory's connectors: of those, one that does not start stops the whole server.
    @EventListener
    void start(WebServerInitializedEvent event) {
        if (port == 0 || !(event.getWebServer() instanceof TomcatWebServer server)) {
            return;
        }
        Service service = server.getTomcat().getService();
        Connector connector = new Connector(GuardedProtocol.class.getName());
        connector.setPort(port);
        // Tomcat would log the stack of a port that is taken.
        connector.setThrowOnFailure(true);
        settings.apply(connector);
        try {
            service.addConnector(connector);
        } catch (IllegalArgumentException e) {
            service.removeConnector(connector);
            log.warn(
                    "port {} cannot be opened ({}); http is not redirected to https, everything else runs",
                    port,
                    reason(e));
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
