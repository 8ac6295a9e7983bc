package io.nocturne.agent.send;

import io.nocturne.agent.buffer.BufferState;
import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.agent.event.EventJournal;
import io.nocturne.agent.send.BatchSender.LayoutForm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the buffer as long as the agent runs, and once more, briefly, when it stops: the newest snapshot
/// as soon as it is taken, and between those what had to wait, oldest first.
///
/// **Shape** - one attempt at a time: the newest snapshot, else the events, else the backlog. A batch stays in
/// the buffer, with its numbers, until the server has it or says that it never will. After each delivery the
/// backlog rests for [Backoff#pace()], so that a fleet that comes back does not flood the server; a wait that the
/// server asked for holds for everything.
/// **Threads** - [#run()] is the thread "send"; it ends after the buffer was closed.
public final class DeliveryLoop implements Runnable {

    /// Catching up goes in pieces that the server can take in one go, and that are small in memory: the
    /// server takes 8 MiB.
    static final int MAX_BATCH = 100;

    static final int MAX_BATCH_BYTES = 256 << 10;

    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final OutboundBuffer buffer;
    private final Optional<EventDelivery> events;
    private final Consumer<DeliveryRecord> chore;
    private final InstantSource clock;
    private final DeliveryLog story;
    private final KnownLayouts layouts = new KnownLayouts();
    /// What the server takes by size, and what is tried next: less, while a bad snapshot is looked for.
    private int sizeLimit = MAX_BATCH;

    private int batchLimit = MAX_BATCH;
    private DeliveryWay way;
    private final AtomicReference<@Nullable DeliveryWay> other = new AtomicReference<>();
    private volatile DeliveryRecord record = DeliveryRecord.NONE;

    /// **Shape** - `chore` is told after each attempt, and about every [#IDLE] without one, how deliveries went.
    public DeliveryLoop(
            OutboundBuffer buffer,
            DeliveryWay way,
            EventJournal journal,
            Consumer<DeliveryRecord> chore,
            InstantSource clock,
            Ticker ticker) {
        this(buffer, way, Optional.of(new EventDelivery(journal, way, ticker)), chore, clock);
    }

    /// Delivers snapshots only.
    public DeliveryLoop(OutboundBuffer buffer, BatchSender sender, Backoff backoff, InstantSource clock) {
        this(buffer, DeliveryWay.ofSnapshots(sender, backoff), Optional.empty(), _ -> {}, clock);
    }

    private DeliveryLoop(
            OutboundBuffer buffer,
            DeliveryWay way,
            Optional<EventDelivery> events,
            Consumer<DeliveryRecord> chore,
            InstantSource clock) {
        this.buffer = buffer;
        this.way = way;
        this.events = events;
        this.chore = chore;
        this.clock = clock;
        this.story = new DeliveryLog(clock);
    }

    /// Goes on, from the next attempt and at once, with another way to the server.
    public void use(DeliveryWay given) {
        other.set(given);
        buffer.nudge();
    }

    /// How deliveries went so far.
    public DeliveryRecord record() {
        return record;
    }

    @Override
    public void run() {
        try {
            while (!buffer.isClosed()) {
                boolean isReady = hasEvents() || buffer.awaitSnapshot(IDLE);
                turn();
                if (isReady) {
                    rest(attempt());
                }
                buffer.sync();
                chore.accept(record);
            }
            deliverRest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Makes one attempt, with the newest snapshot or else the oldest batch, and says how long to wait before
    /// the next one.
    Duration attempt() {
        Optional<OutboundBatch> live = buffer.newest();
        if (live.isEmpty() && hasEvents()) {
            events.ifPresent(EventDelivery::attempt);
            return Duration.ZERO;
        }
        Optional<OutboundBatch> next = live.or(() -> buffer.oldest(batchLimit, MAX_BATCH_BYTES));
        if (next.isEmpty()) {
            return Duration.ZERO;
        }
        OutboundBatch batch = next.get();
        LayoutForm form = layouts.isKnown(batch.layout().id()) ? LayoutForm.BY_ID : LayoutForm.WHOLE;
        return switch (send(batch, form)) {
            case SendResult.Delivered receipt -> delivered(batch, receipt.refused(), live.isEmpty());
            case SendResult.RetryLater later -> failed(later.cause(), later.after());
            case SendResult.LayoutUnknown _ -> layoutUnknown(form);
            case SendResult.Unauthorized refused -> unauthorized(refused.cause());
            case SendResult.TooLarge tooLarge -> tooLarge(batch, tooLarge.cause());
            case SendResult.Rejected rejected -> rejected(batch, rejected.reason());
        };
    }

    private boolean hasEvents() {
        return events.isPresent() && events.get().isDue();
    }

    /// Takes the other way, if one was given since the last attempt.
    private void turn() {
        if (buffer.heed()) {
            events.ifPresent(EventDelivery::hurry);
        }
        DeliveryWay given = other.getAndSet(null);
        if (given != null) {
            way.close().run();
            way = given;
            events.ifPresent(delivery -> delivery.use(given));
            layouts.clear();
        }
    }

    /// Waits before the next attempt: after a failure as long as that asks for; else, while only old
    /// snapshots wait, until it is their turn or a new one comes.
    private void rest(Duration wait) throws InterruptedException {
        Duration left = wait;
        while (left.compareTo(IDLE) > 0 && !buffer.isInterrupted()) {
            buffer.pause(IDLE);
            buffer.sync();
            chore.accept(record);
            left = left.minus(IDLE);
        }
        buffer.pause(left);
        if (wait.isZero() && buffer.isReady()) {
            buffer.awaitNewest(way.backoff().pace());
        }
    }

    /// After the buffer was closed: everything that goes at once, nothing that has to be waited for.
    private void deliverRest() {
        turn();
        events.ifPresent(EventDelivery::hurry);
        boolean reached = true;
        while (reached && buffer.isReady()) {
            reached = attempt().isZero();
            log.debug("tried before the end, {} snapshots left", buffer.size());
        }
        if (reached && hasEvents()) {
            events.ifPresent(EventDelivery::attempt);
        }
        if (buffer.size() > 0) {
            log.warn("stopped with {} snapshots that the server does not have", buffer.size());
        }
    }

    private SendResult send(OutboundBatch batch, LayoutForm form) {
        try {
            return way.snapshots().send(batch, form);
        } catch (RuntimeException e) {
            // The edge of the thread: a defect in one attempt must not end all deliveries.
            log.error("an attempt to deliver failed", e);
            return SendResult.RetryLater.because("a defect in the agent: " + e);
        }
    }

    private Duration delivered(OutboundBatch batch, int refused, boolean isLate) {
        record = record.acknowledged(clock.instant(), batch.lastSequence(), batch.size() - refused);
        layouts.add(batch.layout().id());
        buffer.confirm(batch);
        way.backoff().reset();
        BufferState state = buffer.state();
        if (state.waiting() == 0) {
            sizeLimit = MAX_BATCH;
            batchLimit = MAX_BATCH;
        } else if (isLate) {
            batchLimit = Math.min(batchLimit * 2, sizeLimit);
        }
        story.delivered(isLate ? batch.size() : 0, state.waiting(), state.dropped());
        return Duration.ZERO;
    }

    private Duration failed(String cause, Optional<Duration> asked) {
        record = record.failed(clock.instant(), cause);
        Duration own = way.backoff().next();
        Duration wait = asked.filter(longer -> longer.compareTo(own) > 0).orElse(own);
        story.failed(cause, buffer.size(), wait);
        return wait;
    }

    private Duration layoutUnknown(LayoutForm sent) {
        layouts.clear();
        return sent == LayoutForm.BY_ID
                ? Duration.ZERO
                : failed("the server asks for a layout that it was just sent", Optional.empty());
    }

    /// The next attempt enrolls first, and waits no longer than any other: the credential is known to be
    /// gone.
    private Duration unauthorized(String cause) {
        layouts.clear();
        story.unauthorized(cause);
        record = record.failed(clock.instant(), cause);
        return way.backoff().next();
    }

    private Duration tooLarge(OutboundBatch batch, String cause) {
        sizeLimit = batch.size() > 1 ? batch.size() / 2 : sizeLimit;
        return rejected(batch, cause);
    }

    /// Halves the batch until only the snapshot that the server does not take is left, and drops that one.
    private Duration rejected(OutboundBatch batch, String reason) {
        batchLimit = Math.max(batch.size() / 2, 1);
        if (batch.size() == 1) {
            story.rejected(batch.time(), reason);
            buffer.release(batch);
        }
        return Duration.ZERO;
    }
}
