package io.nocturne.console.net;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.core.HandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// WebSockets by Tyrus, over the pinned TLS, with host names checked.
public final class TyrusTransport implements LiveTransport {

    /// A frame of a full layout is some 500 KiB; more than this is not ours.
    static final int MAX_TEXT = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(TyrusTransport.class);
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final int UNAUTHORIZED = 401;

    private final ServerAddress server;
    private final ClientManager client = ClientManager.createClient();

    public TyrusTransport(ServerAddress server, PinnedTls tls) {
        this.server = server;
        SslEngineConfigurator engine = new SslEngineConfigurator(tls.context(), true, false, false);
        engine.setHostVerificationEnabled(true);
        client.getProperties().put(ClientProperties.SSL_ENGINE_CONFIGURATOR, engine);
        client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MILLIS);
        client.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, MAX_TEXT);
        client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        client.setDefaultMaxTextMessageBufferSize(MAX_TEXT);
    }

    @Override
    public Link open(String bearer, Receiver receiver) throws IOException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new BearerHeader(bearer))
                .build();
        try {
            return new TyrusLink(client.connectToServer(new Ends(receiver), config, server.live()));
        } catch (DeploymentException e) {
            throw isUnauthorized(e) ? new TokenRefused() : new IOException(e.getMessage(), e);
        }
    }

    private static boolean isUnauthorized(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HandshakeException handshake && handshake.getHttpStatusCode() == UNAUTHORIZED) {
                return true;
            }
        }
        return false;
    }

    private static final class BearerHeader extends ClientEndpointConfig.Configurator {

        private final String bearer;

        BearerHeader(String bearer) {
            this.bearer = bearer;
        }

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            headers.put("Authorization", List.of("Bearer " + bearer));
        }
    }

    private static final class Ends extends Endpoint {

        private final Receiver receiver;

        Ends(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) receiver::text);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            receiver.closed(reason.getCloseCode().getCode(), String.valueOf(reason.getReasonPhrase()));
        }

        @Override
        public void onError(Session session, Throwable failure) {
            LOG.debug("live connection: {}", failure.toString());
        }
    }

    private record TyrusLink(Session session) implements Link {

        @Override
        public void send(String text) {
            session.getAsyncRemote().sendText(text, result -> {
                if (!result.isOK()) {
                    LOG.debug("a request was not sent: {}", String.valueOf(result.getException()));
                }
            });
        }

        @Override
        public void close() {
            try {
                session.close();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("closing a live connection that is gone: {}", e.toString());
            }
        }
    }
}
