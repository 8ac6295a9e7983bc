package io.nocturne.console.net;

import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;

/// Where live data is ordered.
///
/// **Threads** - safe from any thread; returns at once.
public interface Live {

    /// Orders samples; the order stands over reconnects until it is ended or replaced by one of the same
    /// name.
    void subscribe(LiveRequest.Subscribe request);

    void unsubscribe(String subscription);

    /// Hears what the live connection says.
    interface Listener {

        void phase(LivePhase phase);

        void received(LiveMessage message);
    }
}
