package io.nocturne.console.state;

import io.nocturne.console.net.Live;
import io.nocturne.console.net.LivePhase;
import io.nocturne.console.state.LinkState.Mode;
import io.nocturne.model.live.LiveMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Judges from the frames that come whether the console is live.
///
/// The state is a function of the time, so it turns stale by itself, also after the computer slept.
///
/// **Threads** - safe; `lock` guards all fields.
public final class LinkWatch implements Live.Listener {

    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(2);
    /// A heartbeat is never there to the millisecond; without it the state would flicker.
    private static final Duration SLACK = Duration.ofMillis(300);

    private final InstantSource clock;
    private final Object lock = new Object();

    private Instant since;
    private boolean heard;
    private Duration heartbeat = DEFAULT_HEARTBEAT;
    private Duration serverAhead = Duration.ZERO;
    private @Nullable LivePhase phase;

    public LinkWatch(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public void phase(LivePhase now) {
        synchronized (lock) {
            phase = now;
        }
    }

    @Override
    public void received(LiveMessage message) {
        Instant now = clock.instant();
        synchronized (lock) {
            since = now;
            heard = true;
            if (message instanceof LiveMessage.Hello hello && hello.heartbeatMillis() > 0) {
                heartbeat = Duration.ofMillis(hello.heartbeatMillis());
            }
            Instant serverTime = serverTime(message);
            if (serverTime != null) {
                serverAhead = Duration.between(now, serverTime);
            }
        }
    }

    /// How it stands now.
    public LinkState state() {
        Instant now = clock.instant();
        synchronized (lock) {
            Duration silence = Duration.between(since, now);
            LivePhase.@Nullable Waiting waiting = phase instanceof LivePhase.Waiting value ? value : null;
            return new LinkState(
                    mode(silence),
                    since,
                    silence,
                    waiting == null ? null : waiting.retryAt(),
                    waiting == null ? null : waiting.fault(),
                    serverAhead);
        }
    }

    /// The server's clock, as far as its last frame told it.
    public Instant serverNow() {
        Instant now = clock.instant();
        synchronized (lock) {
            return now.plus(serverAhead);
        }
    }

    private Mode mode(Duration silence) {
        if (silence.compareTo(heartbeat.multipliedBy(2)) > 0) {
            return Mode.STALE;
        }
        if (!heard) {
            return Mode.CONNECTING;
        }
        return silence.compareTo(heartbeat.plus(SLACK)) > 0 ? Mode.LATE : Mode.LIVE;
    }

    private static @Nullable Instant serverTime(LiveMessage message) {
        return switch (message) {
            case LiveMessage.Hello hello -> hello.serverTime();
            case LiveMessage.SampleTick tick -> tick.serverTime();
            case LiveMessage.SamplesMissed missed -> missed.serverTime();
            case LiveMessage.HostChanged changed -> changed.serverTime();
            case LiveMessage.AlertChanged changed -> changed.serverTime();
            case LiveMessage.AlertsMissed missed -> missed.serverTime();
            case LiveMessage.Notified notified -> notified.serverTime();
            case LiveMessage.Heartbeat beat -> beat.serverTime();
            case LiveMessage.LayoutDeclared _, LiveMessage.Problem _ -> null;
        };
    }
}
