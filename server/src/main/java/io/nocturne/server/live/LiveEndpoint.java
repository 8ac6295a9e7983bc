package io.nocturne.server.live;

import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.Caller;
import io.nocturne.server.access.StandingAccess;
import io.nocturne.server.platform.config.ServerVersion;
import io.nocturne.server.series.LatestSnapshots;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The live WebSocket: lets connections in, reads their requests, and lets them go.
///
/// **Threads** - safe; the container calls it for one message of a connection at a time.
/// **Errors** - a request that cannot be read is answered with a problem; the connection stays.
@Component
class LiveEndpoint extends TextWebSocketHandler {

    private final LiveSessions sessions;
    private final LatestSnapshots latest;
    private final ServerVersion version;
    private final JsonMapper json;
    private final Clock clock;
    private final StandingAccess standing;
    private final ExecutorService executor;
    private final ConcurrentMap<String, LiveSession> bySocket = new ConcurrentHashMap<>();

    LiveEndpoint(
            LiveSessions sessions,
            LatestSnapshots latest,
            ServerVersion version,
            StandingAccess standing,
            JsonMapper json,
            Clock clock,
            ExecutorService peerExecutor) {
        this.sessions = sessions;
        this.latest = latest;
        this.version = version;
        this.json = json;
        this.clock = clock;
        this.standing = standing;
        this.executor = peerExecutor;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        Caller caller = Caller.of(socket.getPrincipal());
        LiveSession session = new LiveSession(socket, caller, standing, json, clock);
        bySocket.put(socket.getId(), session);
        sessions.add(session);
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
        try {
            answer(session, json.readValue(message.getPayload(), LiveRequest.class));
        } catch (JacksonException e) {
            session.outbox()
                    .offerProblem(new LiveMessage.Problem(
                            ProblemCode.REQUEST_INVALID,
                            "a message must be subscribe or unsubscribe as the API describes them"));
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        forget(socket);
    }

    private void answer(LiveSession session, LiveRequest request) {
        switch (request) {
            case LiveRequest.Subscribe subscribe -> {
                if (session.subscribe(subscribe)) {
                    sendNewest(session, subscribe);
                }
            }
            case LiveRequest.Unsubscribe unsubscribe -> session.unsubscribe(unsubscribe.subscription());
        }
    }

    private void sendNewest(LiveSession session, LiveRequest.Subscribe subscribe) {
        latest.all()
                .forEach((hostId, snapshot) -> session.offerTo(
                        subscribe.subscription(), hostId.toString(), snapshot.layout(), snapshot.snapshot()));
    }

    private void forget(WebSocketSession socket) {
        LiveSession session = bySocket.remove(socket.getId());
        if (session != null) {
            sessions.remove(session);
        }
    }
}
