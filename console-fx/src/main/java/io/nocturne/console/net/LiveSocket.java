package io.nocturne.console.net;

import io.nocturne.model.json.WireJson;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The live connection: connects, comes back by itself, subscribes again, and notices silence.
///
/// **Threads** - every field is confined to the single-threaded `loop`; methods may be called from
/// anywhere, the listener is called on the loop.
public final class LiveSocket implements Live, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(2);
    private static final int SILENT_HEARTBEATS = 2;
    private static final int TOKEN_EXPIRED = 4401;

    private final LiveTransport transport;
    private final Session session;
    private final ScheduledExecutorService loop;
    private final Executor io;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Listener listener;
    private final JsonMapper json = WireJson.mapper();
    private final AtomicLong ignored = new AtomicLong();

    private final Map<String, LiveRequest.Subscribe> subscriptions = new LinkedHashMap<>();
    private LiveTransport.@Nullable Link link;
    private @Nullable ScheduledFuture<?> retry;
    private @Nullable ScheduledFuture<?> watch;
    private Duration heartbeat = DEFAULT_HEARTBEAT;
    private Instant lastFrameAt = Instant.EPOCH;
    private int failures;
    /// Counts connections: what an older one still says is not heard.
    private int generation;
    private boolean ended;

    public LiveSocket(
            LiveTransport transport,
            Session session,
            ScheduledExecutorService loop,
            Executor io,
            InstantSource clock,
            Backoff backoff,
            Listener listener) {
        this.transport = transport;
        this.session = session;
        this.loop = loop;
        this.io = io;
        this.clock = clock;
        this.backoff = backoff;
        this.listener = listener;
    }

    /// Connects, and keeps connected until closed.
    public void start() {
        loop.execute(this::connect);
    }

    @Override
    public void subscribe(LiveRequest.Subscribe request) {
        loop.execute(() -> {
            subscriptions.put(request.subscription(), request);
            send(request);
        });
    }

    @Override
    public void unsubscribe(String subscription) {
        loop.execute(() -> {
            if (subscriptions.remove(subscription) != null) {
                send(new LiveRequest.Unsubscribe(subscription));
            }
        });
    }

    /// Tries at once instead of waiting for the next turn.
    public void retryNow() {
        loop.execute(() -> {
            if (retry != null) {
                failures = 0;
                connect();
            }
        });
    }

    /// How many frames were not understood and left out.
    public long ignoredFrames() {
        return ignored.get();
    }

    @Override
    public void close() {
        loop.execute(() -> {
            ended = true;
            dropLink();
            cancelRetry();
            listener.phase(new LivePhase.Ended());
        });
    }

    private void connect() {
        if (ended) {
            return;
        }
        cancelRetry();
        dropLink();
        int mine = ++generation;
        listener.phase(new LivePhase.Connecting(failures + 1));
        io.execute(() -> open(mine));
    }

    /// Runs on `io`: refreshing a token and shaking hands both block.
    private void open(int mine) {
        switch (session.accessToken()) {
            case Answer.Ok<String> token -> openWith(token.value(), mine);
            case Answer.Refused<String> _ -> loop.execute(() -> failed(mine, LinkFault.BAD_ANSWER));
            case Answer.Unreachable<String> unreachable -> loop.execute(() -> failed(mine, unreachable.fault()));
        }
    }

    private void openWith(String token, int mine) {
        try {
            LiveTransport.Link opened = transport.open(token, new Ear(mine, token));
            loop.execute(() -> opened(mine, opened));
        } catch (LiveTransport.TokenRefused _) {
            session.renew(token);
            loop.execute(() -> failed(mine, LinkFault.BAD_ANSWER));
        } catch (IOException e) {
            LOG.debug("live connection failed: {}", e.toString());
            loop.execute(() -> failed(mine, LinkFault.of(e)));
        }
    }

    private void opened(int mine, LiveTransport.Link opened) {
        if (mine != generation || ended) {
            opened.close();
            return;
        }
        link = opened;
        lastFrameAt = clock.instant();
        startWatch(mine);
        // Before anybody hears that it is open and asks for the history: then no sample falls between the two.
        subscriptions.values().forEach(this::send);
        listener.phase(new LivePhase.Open(lastFrameAt));
    }

    private void failed(int mine, LinkFault fault) {
        if (mine != generation || ended) {
            return;
        }
        generation++;
        dropLink();
        failures++;
        Duration wait = backoff.after(failures);
        retry = loop.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
        listener.phase(new LivePhase.Waiting(fault, clock.instant().plus(wait)));
    }

    private void closed(int mine, int code, String token) {
        if (mine != generation || ended) {
            return;
        }
        if (code == TOKEN_EXPIRED) {
            // Not a fault: a fresh token continues without waiting.
            dropLink();
            int next = ++generation;
            listener.phase(new LivePhase.Connecting(1));
            io.execute(() -> {
                session.renew(token);
                open(next);
            });
            return;
        }
        failed(mine, LinkFault.BROKEN);
    }

    private void received(int mine, String text) {
        if (mine != generation) {
            return;
        }
        lastFrameAt = clock.instant();
        LiveMessage message = parse(text);
        if (message instanceof LiveMessage.Hello) {
            // Not before: a server that has too many connections opens this one too, and closes it at once.
            failures = 0;
        }
        if (message instanceof LiveMessage.Hello hello && hello.heartbeatMillis() > 0) {
            heartbeat = Duration.ofMillis(hello.heartbeatMillis());
            startWatch(mine);
        }
        if (message != null) {
            listener.received(message);
        }
    }

    /// A type of a newer server or a damaged frame is left out and counted; the connection goes on.
    private @Nullable LiveMessage parse(String text) {
        try {
            return json.readValue(text, LiveMessage.class);
        } catch (JacksonException e) {
            ignored.incrementAndGet();
            LOG.debug("frame left out: {}", e.getOriginalMessage());
            return null;
        }
    }

    private void startWatch(int mine) {
        if (watch != null) {
            watch.cancel(false);
        }
        long period = Math.max(1, heartbeat.toMillis() / 2);
        watch = loop.scheduleAtFixedRate(() -> checkPulse(mine), period, period, TimeUnit.MILLISECONDS);
    }

    private void checkPulse(int mine) {
        Duration silence = Duration.between(lastFrameAt, clock.instant());
        if (mine == generation && silence.compareTo(heartbeat.multipliedBy(SILENT_HEARTBEATS)) > 0) {
            failed(mine, LinkFault.SILENT);
        }
    }

    private void send(LiveRequest request) {
        if (link != null) {
            link.send(json.writeValueAsString(request));
        }
    }

    private void dropLink() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
        LiveTransport.Link old = link;
        link = null;
        if (old != null) {
            // A dead connection's close can block for its timeout; the loop must not.
            io.execute(old::close);
        }
    }

    private void cancelRetry() {
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
    }

    private final class Ear implements LiveTransport.Receiver {

        private final int mine;
        private final String token;

        Ear(int mine, String token) {
            this.mine = mine;
            this.token = token;
        }

        @Override
        public void text(String text) {
            loop.execute(() -> LiveSocket.this.received(mine, text));
        }

        @Override
        public void closed(int code, String reason) {
            loop.execute(() -> LiveSocket.this.closed(mine, code, token));
        }
    }
}
