package io.nocturne.agent.send;

import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.send.BatchSender.LayoutForm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the buffer in order, oldest first, as long as the agent runs; and once more, briefly, when it
/// stops.
///
/// **Shape** - one attempt at a time. A batch stays in the buffer, with its numbers, until the server has it
/// or says that it never will.
/// **Threads** - [#run()] is the thread "send"; it ends after the buffer was closed.
public final class DeliveryLoop implements Runnable {

    /// Catching up goes in pieces that the server can take in one go.
    static final int MAX_BATCH = 100;

    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final OutboundBuffer buffer;
    private final BatchSender sender;
    private final Backoff backoff;
    private final DeliveryLog story;
    private int batchLimit = MAX_BATCH;
    private @Nullable String knownLayout;

    public DeliveryLoop(OutboundBuffer buffer, BatchSender sender, Backoff backoff, InstantSource clock) {
        this.buffer = buffer;
        this.sender = sender;
        this.backoff = backoff;
        this.story = new DeliveryLog(clock);
    }

    @Override
    public void run() {
        try {
            while (!buffer.isClosed()) {
                if (buffer.awaitSnapshot(IDLE)) {
                    buffer.pause(attempt());
                }
            }
            deliverRest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Makes one attempt with the oldest batch and says how long to wait before the next one.
    Duration attempt() {
        Optional<OutboundBatch> oldest = buffer.oldest(batchLimit);
        if (oldest.isEmpty()) {
            return Duration.ZERO;
        }
        OutboundBatch batch = oldest.get();
        LayoutForm form = batch.layout().id().equals(knownLayout) ? LayoutForm.BY_ID : LayoutForm.WHOLE;
        return switch (send(batch, form)) {
            case SendResult.Delivered _ -> delivered(batch);
            case SendResult.RetryLater later -> failed(later.cause(), later.after());
            case SendResult.LayoutUnknown _ -> layoutUnknown(form);
            case SendResult.Unauthorized refused -> unauthorized(refused.cause());
            case SendResult.TooLarge tooLarge -> tooLarge(batch, tooLarge.cause());
            case SendResult.Rejected rejected -> rejected(batch, rejected.reason());
        };
    }

    /// After the buffer was closed: everything that goes at once, nothing that has to be waited for.
    private void deliverRest() {
        while (buffer.size() > 0 && attempt().isZero()) {
            log.debug("delivered before the end, {} snapshots left", buffer.size());
        }
        if (buffer.size() > 0) {
            log.warn("stopped with {} snapshots that the server does not have", buffer.size());
        }
    }

    private SendResult send(OutboundBatch batch, LayoutForm form) {
        try {
            return sender.send(batch, form);
        } catch (RuntimeException e) {
            // The edge of the thread: a defect in one attempt must not end all deliveries.
            log.error("an attempt to deliver failed", e);
            return SendResult.RetryLater.because("a defect in the agent: " + e);
        }
    }

    private Duration delivered(OutboundBatch batch) {
        knownLayout = batch.layout().id();
        buffer.remove(batch);
        backoff.reset();
        int waiting = buffer.size();
        if (waiting == 0) {
            batchLimit = MAX_BATCH;
        }
        story.delivered(batch.size(), waiting, buffer.dropped());
        return Duration.ZERO;
    }

    private Duration failed(String cause, Optional<Duration> asked) {
        Duration own = backoff.next();
        Duration wait = asked.filter(longer -> longer.compareTo(own) > 0).orElse(own);
        story.failed(cause, buffer.size(), wait);
        return wait;
    }

    private Duration layoutUnknown(LayoutForm sent) {
        knownLayout = null;
        return sent == LayoutForm.BY_ID
                ? Duration.ZERO
                : failed("the server asks for a layout that it was just sent", Optional.empty());
    }

    /// The next attempt enrolls first, and waits no longer than any other: the credential is known to be
    /// gone.
    private Duration unauthorized(String cause) {
        knownLayout = null;
        story.unauthorized(cause);
        return backoff.next();
    }

    private Duration tooLarge(OutboundBatch batch, String cause) {
        if (batch.size() == 1) {
            return rejected(batch, cause);
        }
        batchLimit = batch.size() / 2;
        return Duration.ZERO;
    }

    private Duration rejected(OutboundBatch batch, String reason) {
        story.rejected(batch.size(), reason);
        buffer.remove(batch);
        return Duration.ZERO;
    }
}
