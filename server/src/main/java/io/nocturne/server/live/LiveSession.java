package io.nocturne.server.live;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.Caller;
import io.nocturne.server.notify.DesktopNotice;
import io.nocturne.server.series.SeriesQuery.LatestSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/// One connected client: its subscriptions, and the thread that writes to it.
///
/// **Threads** - any thread offers and ends; only [#run] writes, so a slow client holds up nobody but
/// itself; requests come from the one thread that reads.
final class LiveSession {

    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /// How long a client may take to hear why it is closed.
    static final Duration FAREWELL = Duration.ofSeconds(5);

    /// What a message of the desktop shows; the rest is a number.
    private static final int MAX_TOLD = 20;

    private static final Logger log = LoggerFactory.getLogger(LiveSession.class);

    private final WebSocketSession socket;
    private final LiveWire wire;
    private final Caller caller;
    private final JsonMapper json;
    private final Clock clock;
    private final LiveLimits limits;
    private final Outbox outbox;
    private final Budget changes;
    private final ConcurrentMap<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private volatile @Nullable Thread writer;
    private volatile @Nullable Instant writingSince;
    private int misunderstood;
    private long frame;

    LiveSession(
            WebSocketSession socket, LiveWire wire, Caller caller, JsonMapper json, Clock clock, LiveLimits limits) {
        this.socket = socket;
        this.wire = wire;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
        this.limits = limits;
        this.outbox = new Outbox(limits.waitingTicks());
        this.changes = new Budget(limits.changesAtOnce(), limits.changesPerSecond(), clock.instant());
    }

    Caller caller() {
        return caller;
    }

    Outbox outbox() {
        return outbox;
    }

    /// Adds or replaces a subscription; empty when it was refused.
    Optional<Subscription> subscribe(LiveRequest.Subscribe request) {
        if (!mayChange()) {
            return Optional.empty();
        }
        Subscription before = subscriptions.get(request.subscription());
        if (before == null && subscriptions.size() >= limits.subscriptions()) {
            refuse("a connection has at most %d subscriptions".formatted(limits.subscriptions()));
            return Optional.empty();
        }
        Subscription subscription = new Subscription(request);
        int text = subscription.textLength() - (before == null ? 0 : before.textLength());
        for (Subscription other : subscriptions.values()) {
            text += other.textLength();
        }
        if (text > limits.textOfSubscriptions()) {
            refuse("the names in a connection's subscriptions have at most %d characters"
                    .formatted(limits.textOfSubscriptions()));
            return Optional.empty();
        }
        subscriptions.put(subscription.name(), subscription);
        outbox.replace(subscription.name());
        return Optional.of(subscription);
    }

    void unsubscribe(String subscription) {
        if (mayChange()) {
            subscriptions.remove(subscription);
            outbox.drop(subscription);
        }
    }

    /// Answers a message that is none; ends a client that sends nothing else.
    void misunderstand() {
        misunderstood++;
        if (misunderstood > limits.misunderstood()) {
            end(LiveClose.misunderstood(limits.misunderstood()));
        } else {
            refuse("a message must be subscribe or unsubscribe as the API describes them");
        }
    }

    /// Queues the newest of a host for a subscription that just began.
    void offerNewest(Subscription subscription, String hostId, LatestSnapshot latest) {
        if (subscription.wants(hostId)) {
            subscription
                    .cut(latest.layout())
                    .ifPresent(cut -> outbox.offerNewest(
                            subscription.name(),
                            hostId,
                            cut,
                            latest.snapshot().time(),
                            latest.snapshot().values()));
        }
    }

    /// Queues what was accepted for every subscription that wants it.
    void offer(FanOut.Batch batch) {
        batch.hosts().forEach(outbox::offerHost);
        if (batch.alertsMissed()) {
            outbox.offerAlertsMissed();
        }
        batch.alerts().forEach(outbox::offerAlert);
        outbox.offerNoticesMissed(batch.noticesMissed());
        batch.notices().forEach(outbox::offerNotice);
        for (Subscription subscription : subscriptions.values()) {
            for (FanOut.Fresh fresh : batch.samples()) {
                if (subscription.wants(fresh.hostId())) {
                    subscription
                            .cut(fresh.layout())
                            .ifPresent(cut -> outbox.offerTick(
                                    subscription.name(), fresh.hostId(), cut, fresh.time(), fresh.values()));
                }
            }
            for (FanOut.LeftOut left : batch.leftOut()) {
                if (subscription.wants(left.hostId())
                        && subscription.cut(left.layout()).isPresent()) {
                    outbox.offerMissed(subscription.name(), left.span());
                }
            }
            outbox.offerMissed(subscription.name(), batch.beyond());
        }
    }

    /// Writes until the connection or the token ends.
    void run(LiveMessage hello) {
        writer = Thread.currentThread();
        try {
            send(hello);
            Instant pinged = clock.instant();
            while (!outbox.isClosed()) {
                Instant now = clock.instant();
                if (caller.expiresAt() != null && !now.isBefore(caller.expiresAt())) {
                    end(LiveClose.TOKEN_EXPIRED);
                } else if (!now.isBefore(pinged.plus(limits.ping()))) {
                    pinged = now;
                    writing(() -> socket.sendMessage(new PingMessage()));
                }
                Optional<Outbox.Item> item = outbox.take(HEARTBEAT);
                if (item.isPresent() || !outbox.isClosed()) {
                    write(item);
                }
            }
            sayWhatWaits();
        } catch (IOException | IllegalStateException e) {
            log.debug("a live connection of {} broke: {}", caller.name(), e.getMessage());
        } catch (InterruptedException e) {
            log.debug("a live connection of {} took nothing in time and was cut", caller.name());
        } finally {
            outbox.close();
            closeSocket();
            writer = null;
        }
    }

    /// Has [#run] say what waits and why it ends, and end. The first reason counts.
    void end(CloseStatus status) {
        if (ending.compareAndSet(null, new Ending(status, clock.instant()))) {
            if (status.getCode() != CloseStatus.NORMAL.getCode()) {
                log.info("live connection of {} is ended: {} {}", caller.name(), status.getCode(), status.getReason());
            }
            outbox.close();
        }
    }

    /// Looks whether the client still takes anything; cuts one off that does not even take its farewell.
    void watch(Instant now) {
        Ending end = ending.get();
        if (end != null && !now.isBefore(end.at().plus(FAREWELL))) {
            cut();
            return;
        }
        Instant writes = writingSince;
        Instant since = writes == null || wire.heardAt().isBefore(writes) ? wire.heardAt() : writes;
        if (!now.isBefore(since.plus(limits.silence()))) {
            end(LiveClose.notReading(limits.silence().toSeconds()));
        }
    }

    /// Ends the connection and the thread that writes to it, without a word.
    void cut() {
        wire.cut();
        Thread stuck = writer;
        if (stuck != null) {
            stuck.interrupt();
        }
    }

    private boolean mayChange() {
        if (changes.take(clock.instant())) {
            return true;
        }
        end(LiveClose.tooManyChanges(limits.changesPerSecond()));
        return false;
    }

    private void refuse(String detail) {
        outbox.offerProblem(new LiveMessage.Problem(ProblemCode.REQUEST_INVALID, detail));
    }

    private void write(Optional<Outbox.Item> item) throws IOException {
        if (item.isEmpty()) {
            send(new LiveMessage.Heartbeat(frame++, clock.instant()));
            return;
        }
        switch (item.get()) {
            case Outbox.Tick tick -> write(tick);
            case Outbox.Missed missed -> write(missed);
            case Outbox.Host change -> send(new LiveMessage.HostChanged(frame++, clock.instant(), change.host()));
            case Outbox.AlertStep step -> send(new LiveMessage.AlertChanged(frame++, clock.instant(), step.alert()));
            case Outbox.AlertsMissed _ -> send(new LiveMessage.AlertsMissed(frame++, clock.instant()));
            case Outbox.Notice notice -> write(notice);
            case Outbox.Refused refused -> send(refused.problem());
        }
    }

    private void write(Outbox.Tick tick) throws IOException {
        Subscription subscription = subscriptions.get(tick.subscription());
        if (subscription == null) {
            return;
        }
        Subscription.Cut cut = tick.cut();
        if (subscription.declare(tick.hostId(), cut.layout().id())) {
            send(new LiveMessage.LayoutDeclared(
                    tick.subscription(),
                    tick.hostId(),
                    cut.layout().id(),
                    cut.layout().layout()));
        }
        long missed = tick.missed().count();
        send(new LiveMessage.SampleTick(
                tick.subscription(),
                frame++,
                clock.instant(),
                tick.hostId(),
                cut.layout().id(),
                tick.time(),
                cut.of(tick.values()),
                tick.missedFrom(),
                missed == 0 ? null : missed));
    }

    private void write(Outbox.Notice notice) throws IOException {
        DesktopNotice said = notice.said();
        List<Alert> told = said.alerts().stream().limit(MAX_TOLD).toList();
        send(new LiveMessage.Notified(
                frame++,
                clock.instant(),
                said.noticeId(),
                said.kind(),
                told,
                said.omitted() + said.alerts().size() - told.size(),
                said.isDrill(),
                notice.missed() == 0 ? null : notice.missed()));
    }

    private void write(Outbox.Missed missed) throws IOException {
        Span span = missed.span();
        send(new LiveMessage.SamplesMissed(
                missed.subscription(),
                frame++,
                clock.instant(),
                span.first(),
                span.last().plusMillis(1),
                span.count()));
    }

    /// A client that is closed and reads to the end knows all that it did not get.
    private void sayWhatWaits() throws IOException {
        for (Outbox.Missed missed : outbox.rest()) {
            write(missed);
        }
    }

    private void send(LiveMessage message) throws IOException {
        byte[] text = json.writerFor(LiveMessage.class).writeValueAsBytes(message);
        writing(() -> socket.sendMessage(new TextMessage(text)));
    }

    private void writing(Writing what) throws IOException {
        writingSince = clock.instant();
        try {
            what.write();
        } finally {
            writingSince = null;
        }
    }

    private void closeSocket() {
        Ending end = ending.get();
        try {
            socket.close(end == null ? CloseStatus.NORMAL : end.status());
        } catch (IOException | IllegalStateException e) {
            log.debug("closing a live connection of {} failed: {}", caller.name(), e.getMessage());
        }
    }

    private record Ending(CloseStatus status, Instant at) {}

    private interface Writing {

        void write() throws IOException;
    }
}
