package io.nocturne.server.live;

import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.access.AccessRevoked;
import io.nocturne.server.access.Caller;
import io.nocturne.server.access.StandingAccess;
import io.nocturne.server.ingest.KnownLayout;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/// One connected client: its subscriptions, and the thread that writes to it.
///
/// **Threads** - any thread offers; only [#run] writes, so a slow client holds up nobody but itself.
final class LiveSession {

    static final Duration HEARTBEAT = Duration.ofSeconds(2);
    static final int MAX_SUBSCRIPTIONS = 16;

    private static final Logger log = LoggerFactory.getLogger(LiveSession.class);
    private static final CloseStatus TOKEN_EXPIRED = new CloseStatus(4401, "token expired");
    private static final CloseStatus ACCESS_ENDED = new CloseStatus(4401, "signed out or revoked");

    private final WebSocketSession socket;
    private final Caller caller;
    private final JsonMapper json;
    private final Clock clock;
    private final StandingAccess standing;
    private final Outbox outbox = new Outbox();
    private final ConcurrentMap<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private long frame;

    LiveSession(WebSocketSession socket, Caller caller, StandingAccess standing, JsonMapper json, Clock clock) {
        this.socket = socket;
        this.caller = caller;
        this.standing = standing;
        this.json = json;
        this.clock = clock;
    }

    Outbox outbox() {
        return outbox;
    }

    /// Adds or replaces a subscription; false when there are too many.
    boolean subscribe(LiveRequest.Subscribe request) {
        if (subscriptions.size() >= MAX_SUBSCRIPTIONS && !subscriptions.containsKey(request.subscription())) {
            outbox.offerProblem(new LiveMessage.Problem(
                    ProblemCode.REQUEST_INVALID,
                    "a connection has at most %d subscriptions".formatted(MAX_SUBSCRIPTIONS)));
            return false;
        }
        outbox.drop(request.subscription());
        subscriptions.put(request.subscription(), new Subscription(request));
        return true;
    }

    void unsubscribe(String subscription) {
        subscriptions.remove(subscription);
        outbox.drop(subscription);
    }

    /// Queues a snapshot for every subscription that wants it.
    void offer(String hostId, KnownLayout layout, Snapshot snapshot) {
        subscriptions.values().forEach(subscription -> offer(subscription, hostId, layout, snapshot));
    }

    /// Queues a snapshot for one subscription, if it is still there and wants it.
    void offerTo(String subscription, String hostId, KnownLayout layout, Snapshot snapshot) {
        Optional.ofNullable(subscriptions.get(subscription))
                .ifPresent(present -> offer(present, hostId, layout, snapshot));
    }

    /// Writes until the connection or the token ends.
    void run(LiveMessage hello) {
        try {
            send(hello);
            while (!outbox.isClosed()) {
                if (caller.expiresAt() != null && !clock.instant().isBefore(caller.expiresAt())) {
                    socket.close(TOKEN_EXPIRED);
                    return;
                }
                if (!standing.isInForce(caller)) {
                    socket.close(ACCESS_ENDED);
                    return;
                }
                Optional<Outbox.Item> item = outbox.take(HEARTBEAT);
                if (!outbox.isClosed()) {
                    write(item);
                }
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("a live connection of {} broke: {}", caller.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly();
        }
    }

    void close() {
        outbox.close();
    }

    /// Whether the sign-in that it rests on has ended.
    boolean restsOn(AccessRevoked revoked) {
        return revoked.ends(caller);
    }

    /// Ends the connection, because what let it in has ended.
    void end() {
        try {
            // Before the writing thread is woken: it would close without the reason.
            socket.close(ACCESS_ENDED);
        } catch (IOException e) {
            log.debug("closing a live connection of {} failed: {}", caller.name(), e.getMessage());
        } finally {
            outbox.close();
        }
    }

    private void offer(Subscription subscription, String hostId, KnownLayout layout, Snapshot snapshot) {
        if (subscription.wants(hostId)) {
            subscription
                    .cut(layout)
                    .ifPresent(cut -> outbox.offerTick(
                            subscription.name(), hostId, cut.layout(), snapshot.time(), cut.of(snapshot.values())));
        }
    }

    private void write(Optional<Outbox.Item> item) throws IOException {
        if (item.isEmpty()) {
            send(new LiveMessage.Heartbeat(frame++, clock.instant()));
            return;
        }
        switch (item.get()) {
            case Outbox.Tick tick -> write(tick);
            case Outbox.Host change -> send(new LiveMessage.HostChanged(frame++, clock.instant(), change.host()));
            case Outbox.Refused refused -> send(refused.problem());
        }
    }

    private void write(Outbox.Tick tick) throws IOException {
        Subscription subscription = subscriptions.get(tick.subscription());
        if (subscription == null) {
            return;
        }
        if (subscription.declare(tick.hostId(), tick.layout().id())) {
            send(new LiveMessage.LayoutDeclared(
                    tick.subscription(),
                    tick.hostId(),
                    tick.layout().id(),
                    tick.layout().layout()));
        }
        send(new LiveMessage.SampleTick(
                tick.subscription(),
                frame++,
                clock.instant(),
                tick.hostId(),
                tick.layout().id(),
                tick.time(),
                tick.values(),
                tick.missedFrom()));
    }

    private void send(LiveMessage message) throws IOException {
        socket.sendMessage(new TextMessage(json.writerFor(LiveMessage.class).writeValueAsBytes(message)));
    }

    private void closeQuietly() {
        outbox.close();
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing a live connection of {} failed: {}", caller.name(), e.getMessage());
        }
    }
}
