package io.nocturne.server.live;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.server.WsHandshakeRequest;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tomcat's WebSocket connection, read on a thread of its own: a pong waits until the client takes what
/// was sent before, and on Tomcat's threads deliveries would wait with it.
///
/// **Threads** - Tomcat hands over that there is something to read; only then, and by one thread at a
/// time, it is read. Public because Tomcat makes it.
public final class LiveConnection extends WsHttpUpgradeHandler {

    private static final Logger log = LoggerFactory.getLogger(LiveConnection.class);

    private @Nullable LiveWire wire;
    private @Nullable SocketWrapperBase<?> socket;

    void use(LiveWire beneath) {
        wire = beneath;
    }

    @Override
    public void preInit(
            ServerEndpointConfig endpoint,
            WsServerContainer container,
            WsHandshakeRequest request,
            List<Extension> extensions,
            @Nullable String subProtocol,
            @Nullable Transformation transformation,
            Map<String, String> pathParameters,
            boolean secure) {
        FrameCounter counter = new FrameCounter(Objects.requireNonNull(wire), transformation);
        super.preInit(endpoint, container, request, extensions, subProtocol, counter, pathParameters, secure);
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
        Objects.requireNonNull(wire).attach(wrapper);
        super.setSocketWrapper(wrapper);
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        if (event != SocketEvent.OPEN_READ) {
            return super.upgradeDispatch(event);
        }
        Objects.requireNonNull(wire).readers().execute(this::read);
        return SocketState.SUSPENDED;
    }

    private void read() {
        SocketWrapperBase<?> wrapper = Objects.requireNonNull(socket);
        try {
            SocketState state = super.upgradeDispatch(SocketEvent.OPEN_READ);
            if (state == SocketState.UPGRADED) {
                wrapper.registerReadInterest();
            } else if (state != SocketState.SUSPENDED) {
                wrapper.processSocket(SocketEvent.DISCONNECT, true);
            }
        } catch (LiveWire.FloodException e) {
            // Whoever watches the session closes it; what else comes stays unread.
            log.debug("a live connection is read no more: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("reading a live connection from {} failed; it is closed", wrapper.getRemoteAddr(), e);
            wrapper.close();
        }
    }
}
