package io.nocturne.server.live;

import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.server.access.Caller;
import io.nocturne.server.access.StandingAccess;
import io.nocturne.server.platform.config.ServerVersion;
import io.nocturne.server.series.LatestSnapshots;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The live WebSocket: lets connections in, reads their requests, and lets them go.
///
/// **Threads** - safe; the container calls it for one message of a connection at a time.
/// **Errors** - a request that cannot be read is answered with a problem; the connection stays until there
/// were too many.
@Component
class LiveEndpoint extends TextWebSocketHandler {

    private static final Logger log = LoggerFactory.getLogger(LiveEndpoint.class);

    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final LiveSessions sessions;
    private final LatestSnapshots latest;
    private final ServerVersion version;
    private final JsonMapper json;
    private final Clock clock;
    private final StandingAccess standing;
    private final LiveLimits limits;
    private final ExecutorService executor;
    private final ConcurrentMap<String, LiveSession> bySocket = new ConcurrentHashMap<>();

    LiveEndpoint(
            LiveSessions sessions,
            LatestSnapshots latest,
            ServerVersion version,
            StandingAccess standing,
            JsonMapper json,
            Clock clock,
            LiveLimits limits,
            ExecutorService peerExecutor) {
        this.sessions = sessions;
        this.latest = latest;
        this.version = version;
        this.json = json;
        this.clock = clock;
        this.standing = standing;
        this.limits = limits;
        this.executor = peerExecutor;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) throws IOException {
        Caller caller = Caller.of(socket.getPrincipal());
        LiveWire wire = LiveUpgrade.wireOf(socket);
        LiveSession session = new LiveSession(socket, wire, caller, json, clock, limits);
        Optional<CloseStatus> refused = sessions.add(session);
        if (refused.isPresent()) {
            log.debug(
                    "a live connection of {} is refused: {}",
                    caller.name(),
                    refused.get().getReason());
            socket.close(refused.get());
            return;
        }
        if (!standing.isInForce(caller)) {
            // It ended between the handshake and here; from now on the session hears of it.
            session.end(LiveClose.ACCESS_ENDED);
        }
        bySocket.put(socket.getId(), session);
        waitForSlowReaders(socket);
        wire.onFlood(() -> session.end(LiveClose.tooManyFrames(limits.framesPerSecond())));
        LiveMessage hello = new LiveMessage.Hello(clock.instant(), version.text(), LiveSession.HEARTBEAT.toMillis());
        executor.execute(() -> {
            try {
                session.run(hello);
            } finally {
                forget(socket);
            }
        });
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage message) {
        LiveSession session = bySocket.get(socket.getId());
        if (session == null) {
            return;
        }
        Optional<LiveRequest> request = read(message);
        if (request.isPresent()) {
            answer(session, request.get());
        } else {
            session.misunderstand();
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession socket, BinaryMessage message) {
        LiveSession session = bySocket.get(socket.getId());
        if (session != null) {
            session.end(LiveClose.NO_BINARY);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        forget(socket);
    }

    /// The container gives up after 20 s and takes along all that waits; the session itself watches.
    private void waitForSlowReaders(WebSocketSession socket) {
        if (socket instanceof NativeWebSocketSession wrapper) {
            Session beneath = wrapper.getNativeSession(Session.class);
            if (beneath != null) {
                long patience = limits.silence()
                        .plus(LiveSession.FAREWELL.multipliedBy(2))
                        .toMillis();
                beneath.getUserProperties().put(SEND_TIMEOUT, patience);
            }
        }
    }

    private Optional<LiveRequest> read(TextMessage message) {
        try {
            return Optional.ofNullable(json.readValue(message.getPayload(), LiveRequest.class));
        } catch (JacksonException e) {
            log.debug("a live message was not understood: {}", e.getOriginalMessage());
            return Optional.empty();
        }
    }

    private void answer(LiveSession session, LiveRequest request) {
        switch (request) {
            case LiveRequest.Subscribe subscribe ->
                session.subscribe(subscribe).ifPresent(subscription -> sendNewest(session, subscription));
            case LiveRequest.Unsubscribe unsubscribe -> session.unsubscribe(unsubscribe.subscription());
        }
    }

    private void sendNewest(LiveSession session, Subscription subscription) {
        if (subscription.hosts().isEmpty()) {
            latest.all().forEach((hostId, snapshot) -> session.offerNewest(subscription, hostId.toString(), snapshot));
            return;
        }
        for (String hostId : subscription.hosts()) {
            hostOf(hostId)
                    .flatMap(latest::of)
                    .ifPresent(snapshot -> session.offerNewest(subscription, hostId, snapshot));
        }
    }

    private static Optional<UUID> hostOf(String hostId) {
        try {
            return Optional.of(UUID.fromString(hostId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void forget(WebSocketSession socket) {
        LiveSession session = bySocket.remove(socket.getId());
        if (session != null) {
            sessions.remove(session);
        }
    }
}
