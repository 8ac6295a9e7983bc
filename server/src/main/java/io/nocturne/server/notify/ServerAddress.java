package io.nocturne.server.notify;

import io.nocturne.server.platform.config.ServerConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;

/// Where people reach this server: the first public name that it was given, or the machine's own.
///
/// **Threads** - safe.
final class ServerAddress implements Supplier<String> {

    private final String host;
    private volatile int port;

    ServerAddress(ServerConfig config) {
        this.host = config.publicNames().isEmpty()
                ? ownName()
                : config.publicNames().getFirst();
        this.port = config.port();
    }

    @EventListener
    void opened(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    @Override
    public String get() {
        return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
