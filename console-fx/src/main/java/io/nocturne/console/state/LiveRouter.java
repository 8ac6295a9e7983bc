package io.nocturne.console.state;

import io.nocturne.console.net.Live;
import io.nocturne.console.net.LivePhase;
import io.nocturne.model.live.LiveMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Hands each message of the one connection to everybody who listens.
///
/// **Threads** - safe; hands over on the connection's loop.
public final class LiveRouter implements Live.Listener {

    private final List<Live.Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable LivePhase phase;

    /// Adds a listener; it hears of an open connection at the next phase only.
    public Changes.Registration add(Live.Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public int listeners() {
        return listeners.size();
    }

    public boolean isOpen() {
        return phase instanceof LivePhase.Open;
    }

    @Override
    public void phase(LivePhase now) {
        phase = now;
        listeners.forEach(listener -> listener.phase(now));
    }

    @Override
    public void received(LiveMessage message) {
        listeners.forEach(listener -> listener.received(message));
    }
}
