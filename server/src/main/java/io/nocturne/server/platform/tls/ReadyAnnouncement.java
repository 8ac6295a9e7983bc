package io.nocturne.server.platform.tls;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells who started the server where it is and how to trust it. Scripts wait for the "is ready" line.
@Component
class ReadyAnnouncement {

    private static final Logger log = LoggerFactory.getLogger("nocturne");

    private final DataDirectory data;
    private final ServerTls tls;

    ReadyAnnouncement(DataDirectory data, ServerTls tls) {
        this.data = data;
        this.tls = tls;
    }

    @EventListener
    void announce(ApplicationReadyEvent event) throws IOException {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            log.info("data directory: {}", data.root());
            log.info("CA certificate: {}  SHA-256 {}", tls.caFile(), tls.caFingerprint());
            String address = "https://localhost:" + context.getWebServer().getPort();
            // For the commands that ask this server from its own machine.
            data.writeSecret(data.path("server.address"), (address + "\n").getBytes(StandardCharsets.UTF_8));
            log.info("Nocturne is ready: {}", address);
        }
    }
}
