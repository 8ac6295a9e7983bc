package io.nocturne.console.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a server listens; always HTTPS.
///
/// **Errors** - [IllegalArgumentException] with a sentence for people when a text is no such address.
public record ServerAddress(String host, int port) {

    public static final int DEFAULT_PORT = 8443;

    private static final int MAX_PORT = 65_535;

    public ServerAddress {
        if (host.isBlank() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("%s:%d is not a server's address".formatted(host, port));
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    /// Reads `https://host:port`, `host:port` or `host`.
    public static ServerAddress parse(String text) {
        String trimmed = text.strip();
        URI uri = uri(trimmed.contains("://") ? trimmed : "https://" + trimmed);
        String path = Objects.requireNonNullElse(uri.getPath(), "");
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("the console speaks only https, not " + uri.getScheme());
        }
        if (!path.isEmpty() && !"/".equals(path)) {
            throw new IllegalArgumentException("a server's address has no path: " + trimmed);
        }
        return new ServerAddress(bare(uri.getHost(), trimmed), uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort());
    }

    /// `https://host:port`, without a slash at the end.
    public String url() {
        return "https://" + this;
    }

    /// The address of the live WebSocket.
    public URI live() {
        return URI.create("wss://" + this + "/api/v1/live");
    }

    /// Whether this names the console's own machine, told without asking DNS.
    public boolean isLoopback() {
        return "localhost".equals(host) || host.startsWith("127.") || "::1".equals(host);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(text + " is not a server's address", e);
        }
    }

    private static String bare(@Nullable String host, String text) {
        if (host == null) {
            throw new IllegalArgumentException(text + " is not a server's address");
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
