package io.nocturne.server.platform.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The HTTP port: a 308 redirect to HTTPS on the same host, and nothing else.
///
/// **Threads** - started and stopped by the application's context events, which come one after the
/// other.
/// **Errors** - a port that is taken is logged, and the server runs without it.
@Component
class HttpRedirect {

    private static final Logger log = LoggerFactory.getLogger(HttpRedirect.class);
    private static final int PERMANENT_REDIRECT = 308;
    private static final int BAD_REQUEST = 400;
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final int MAX_PATH = 8_192;

    private final int httpPort;
    private final ExecutorService executor;
    private @Nullable HttpServer server;

    HttpRedirect(ServerConfig config, ExecutorService peerExecutor) {
        this.httpPort = config.httpPort();
        this.executor = peerExecutor;
    }

    @EventListener
    void start(WebServerInitializedEvent event) {
        if (httpPort == 0 || server != null) {
            return;
        }
        int httpsPort = event.getWebServer().getPort();
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(httpPort), 0);
            started.createContext("/", exchange -> redirect(exchange, httpsPort));
            started.setExecutor(executor);
            started.start();
            server = started;
        } catch (IOException e) {
            log.warn(
                    "port {} is not free ({}); http is not redirected to https, everything else runs",
                    httpPort,
                    e.getMessage());
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static void redirect(HttpExchange exchange, int httpsPort) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            var matcher = HOST.matcher(host == null ? "" : host);
            String path = exchange.getRequestURI().toASCIIString();
            if (!matcher.matches() || !path.startsWith("/") || path.length() > MAX_PATH) {
                exchange.sendResponseHeaders(BAD_REQUEST, -1);
                return;
            }
            exchange.getResponseHeaders().set("Location", "https://" + matcher.group(1) + ":" + httpsPort + path);
            exchange.sendResponseHeaders(PERMANENT_REDIRECT, -1);
        }
    }
}
