package io.nocturne.agent.send;

import io.nocturne.agent.collect.Ticker;
import io.nocturne.agent.event.EventJournal;
import io.nocturne.agent.send.EventSender.Result;
import io.nocturne.model.fleet.AgentEvent;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the journal beside the snapshots: all that wait in one go, at most one attempt at a time.
///
/// **Shape** - a failure is waited for here, so that it delays no snapshot. Events that the server refuses are
/// forgotten, which is said once; the next ones are tried again, because the server may be a newer one then.
/// **Threads** - confined to "send".
final class EventDelivery {

    private static final Logger log = LoggerFactory.getLogger(EventDelivery.class);

    private final EventJournal journal;
    private final Ticker ticker;
    private EventSender sender;
    private Backoff backoff;
    private boolean waits;
    private long dueAt;
    private boolean isRefusalSaid;

    EventDelivery(EventJournal journal, DeliveryWay way, Ticker ticker) {
        this.journal = journal;
        this.sender = way.events();
        this.backoff = way.eventBackoff();
        this.ticker = ticker;
    }

    /// Goes on with another way to the server, at once.
    void use(DeliveryWay way) {
        sender = way.events();
        backoff = way.eventBackoff();
        waits = false;
    }

    /// Lets the next attempt not wait: the agent ends, or its host goes to sleep.
    void hurry() {
        waits = false;
    }

    /// Whether events wait and it is time for an attempt.
    boolean isDue() {
        return (!waits || ticker.nanos() - dueAt >= 0) && journal.size() > 0;
    }

    /// Makes an attempt with all that wait.
    void attempt() {
        List<AgentEvent> events = journal.waiting();
        switch (send(events)) {
            case EventSender.Taken _ -> done(events);
            case EventSender.Refused refused -> {
                sayRefused(events.size(), refused.reason());
                done(events);
            }
            case EventSender.Later later -> {
                Duration own = backoff.next();
                rest(later.after().filter(asked -> asked.compareTo(own) > 0).orElse(own));
                log.debug("{} events wait: {}", events.size(), later.cause());
            }
        }
    }

    private Result send(List<AgentEvent> events) {
        try {
            return sender.send(events);
        } catch (RuntimeException e) {
            // The edge of the thread: a defect here must not end the deliveries of snapshots.
            log.error("an attempt to deliver events failed", e);
            return new EventSender.Refused("a defect in the agent: " + e);
        }
    }

    private void done(List<AgentEvent> events) {
        journal.confirm(events);
        backoff.reset();
        waits = false;
    }

    private void rest(Duration wait) {
        waits = true;
        dueAt = ticker.nanos() + wait.toNanos();
    }

    private void sayRefused(int count, String reason) {
        if (isRefusalSaid) {
            log.debug("the server takes no events ({})", reason);
            return;
        }
        isRefusalSaid = true;
        log.warn("the server does not take {} events, they are dropped; snapshots go on: {}", count, reason);
    }
}
