package io.nocturne.server.live;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/// Makes a request a [LiveConnection] instead of the one that Tomcat would read on its own threads.
///
/// **Threads** - safe.
final class LiveUpgrade extends StandardWebSocketUpgradeStrategy {

    private static final String WIRE = "nocturne.wire";

    private final Executor readers;
    private final Clock clock;
    private final LiveLimits limits;

    LiveUpgrade(Executor readers, Clock clock, LiveLimits limits) {
        this.readers = readers;
        this.clock = clock;
        this.limits = limits;
    }

    static LiveWire wireOf(WebSocketSession socket) {
        return (LiveWire) Objects.requireNonNull(socket.getAttributes().get(WIRE), "a socket that was upgraded here");
    }

    /// No compression: it costs memory for each connection, and a small frame could grow a thousandfold.
    @Override
    public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
        return List.of();
    }

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        LiveWire wire = new LiveWire(readers, clock, limits);
        attributes.put(WIRE, wire);
        ServerHttpRequest wrapped = new ServletServerHttpRequest(new Upgraded(getHttpServletRequest(request), wire));
        super.upgrade(wrapped, response, protocol, extensions, user, handler, attributes);
    }

    private static final class Upgraded extends HttpServletRequestWrapper {

        private final LiveWire wire;

        Upgraded(HttpServletRequest request, LiveWire wire) {
            super(request);
            this.wire = wire;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            if (type != WsHttpUpgradeHandler.class) {
                return super.upgrade(type);
            }
            LiveConnection connection = super.upgrade(LiveConnection.class);
            connection.use(wire);
            return type.cast(connection);
        }
    }
}
