package io.nocturne.console.state;

import io.nocturne.console.net.Answer;
import io.nocturne.console.net.Ask;
import io.nocturne.console.net.Asking;
import io.nocturne.console.net.Live;
import io.nocturne.console.net.LivePhase;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Everything of one host that is looked at: subscribes first and then asks for the history, so
/// that no sample falls between them; asks again after every reconnect and for what a slow link
/// left out.
///
/// **Threads** - safe; `lock` guards all fields that change.
public final class HostFeed implements Live.Listener, AutoCloseable {

    private static final int POINTS = 1_200;
    /// How often an answer in steps is asked for anew, so that its end follows the present.
    private static final Duration STEPPED_REFRESH = Duration.ofSeconds(60);
    /// Agents deliver what they buffered some seconds after a server came back; what was late is there by
    /// then.
    private static final Duration SECOND_LOOK = Duration.ofSeconds(15);

    private final String hostId;
    private final String subscription;
    private final ConsoleSide side;
    private final Changes changes = new Changes();
    private final HostMemory memory;
    private final Changes.Registration routed;
    private final Object lock = new Object();

    private final Layouts layouts = new Layouts();
    private Duration span;
    private HistoryState history;
    private int request;
    private @Nullable ScheduledFuture<?> nextLook;
    private boolean closed;

    /// `subscription` is a name that no other feed of this link has or had: what the server still
    /// sends for one that was closed then never mixes with this one.
    HostFeed(String hostId, String subscription, Duration span, HostMemory memory, ConsoleSide side) {
        this.hostId = hostId;
        this.subscription = subscription;
        this.memory = memory;
        this.side = side;
        this.span = span;
        this.history = new HistoryState.Loading(side.clock().instant());
        this.routed = side.router().add(this);
        side.live().subscribe(new LiveRequest.Subscribe(subscription, List.of(hostId), List.of()));
        fetch();
    }

    public String hostId() {
        return hostId;
    }

    public Changes changes() {
        return changes;
    }

    /// Looks that far back from now on.
    public void show(Duration newSpan) {
        synchronized (lock) {
            if (newSpan.equals(span)) {
                return;
            }
            span = newSpan;
            history = new HistoryState.Loading(side.clock().instant());
        }
        changes.fire();
        fetch();
    }

    /// Asks for the history anew.
    public void reload() {
        fetch();
    }

    /// What is known of the time from `from` on.
    public HostSnapshot snapshot(Instant from) {
        synchronized (lock) {
            return memory.snapshot(from, history);
        }
    }

    @Override
    public void phase(LivePhase phase) {
        if (phase instanceof LivePhase.Open) {
            fetch();
            lookAgainIn(SECOND_LOOK);
        }
    }

    @Override
    public void received(LiveMessage message) {
        switch (message) {
            case LiveMessage.LayoutDeclared declared
            when declared.subscription().equals(subscription) -> {
                synchronized (lock) {
                    layouts.declare(declared);
                }
            }
            case LiveMessage.SampleTick tick when tick.subscription().equals(subscription) -> take(tick);
            case LiveMessage.SamplesMissed missed
            when missed.subscription().equals(subscription) -> fill(new TimeRange(missed.from(), missed.to()));
            case LiveMessage.LayoutDeclared _,
                    LiveMessage.SampleTick _,
                    LiveMessage.SamplesMissed _,
                    LiveMessage.Hello _,
                    LiveMessage.Heartbeat _,
                    LiveMessage.HostChanged _,
                    LiveMessage.AlertChanged _,
                    LiveMessage.AlertsMissed _,
                    LiveMessage.Notified _,
                    LiveMessage.Problem _ -> {
                // Of somebody else, or nothing about this host's samples.
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            cancelLook();
        }
        routed.close();
        side.live().unsubscribe(subscription);
    }

    private void take(LiveMessage.SampleTick tick) {
        synchronized (lock) {
            layouts.of(tick).ifPresent(layout -> memory.take(tick.time(), layout, tick.values()));
        }
        changes.fire();
        Instant missedFrom = tick.missedFrom();
        if (missedFrom != null && missedFrom.isBefore(tick.time())) {
            fill(new TimeRange(missedFrom, tick.time()));
        }
    }

    private void fill(TimeRange missed) {
        side.io().execute(() -> {
            if (ask(missed) instanceof Answer.Ok<RangeResult> ok) {
                memory.fill(ok.value());
                changes.fire();
            }
        });
    }

    private void fetch() {
        int mine;
        TimeRange range;
        synchronized (lock) {
            if (closed) {
                return;
            }
            mine = ++request;
            Instant now = side.serverNow();
            // A little into the future: a sample of this very instant belongs to the answer.
            range = new TimeRange(now.minus(span), now.plusSeconds(1));
        }
        side.io().execute(() -> answered(mine, ask(range)));
    }

    private Answer<RangeResult> ask(TimeRange range) {
        Asking asking = side.asking();
        return asking.ask(
                Ask.history(hostId, HostMemory.CHARTED.stream().sorted().toList(), range, POINTS));
    }

    /// An answer that was overtaken by a newer question is dropped.
    private void answered(int mine, Answer<RangeResult> answer) {
        synchronized (lock) {
            if (mine != request || closed) {
                return;
            }
            if (answer instanceof Answer.Ok<RangeResult> ok) {
                memory.history(ok.value());
                history = new HistoryState.Loaded(
                        ok.value().resolution(), ok.value().stepMillis());
                if (ok.value().stepMillis() > 0) {
                    lookAgainIn(STEPPED_REFRESH);
                }
            } else {
                history = new HistoryState.Failed(answer);
            }
        }
        changes.fire();
    }

    private void lookAgainIn(Duration delay) {
        synchronized (lock) {
            cancelLook();
            if (!closed) {
                nextLook = side.timer().schedule(this::fetch, delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void cancelLook() {
        if (nextLook != null) {
            nextLook.cancel(false);
            nextLook = null;
        }
    }
}
