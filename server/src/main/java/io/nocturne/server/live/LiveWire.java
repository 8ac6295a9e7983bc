package io.nocturne.server.live;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// What lies beneath a live connection: counts the frames that come in, and can cut it off.
///
/// **Threads** - frames are counted by the one thread that reads; the rest is safe.
final class LiveWire {

    private final Executor readers;
    private final Clock clock;
    private final Budget frames;
    private volatile @Nullable Runnable flooded;
    private volatile Instant heardAt;
    private volatile @Nullable SocketWrapperBase<?> socket;

    LiveWire(Executor readers, Clock clock, LiveLimits limits) {
        this.readers = readers;
        this.clock = clock;
        this.heardAt = clock.instant();
        this.frames = new Budget(limits.framesAtOnce(), limits.framesPerSecond(), heardAt);
    }

    /// What to do when more frames come than are allowed; nothing more is read then.
    void onFlood(Runnable action) {
        flooded = action;
    }

    void attach(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    Executor readers() {
        return readers;
    }

    /// Of any kind: a ping is one, too.
    ///
    /// **Errors** - [FloodException] when there were too many.
    void frame() {
        heardAt = clock.instant();
        if (!frames.take(heardAt)) {
            Runnable action = flooded;
            if (action != null) {
                action.run();
            }
            throw new FloodException();
        }
    }

    Instant heardAt() {
        return heardAt;
    }

    /// Ends the connection without a word: what was to be said did not go out in time.
    void cut() {
        SocketWrapperBase<?> wrapper = socket;
        if (wrapper != null) {
            wrapper.close();
        }
    }

    /// More frames than allowed; leaves the reading of a connection for good.
    static final class FloodException extends RuntimeException {

        private static final long serialVersionUID = 1;

        FloodException() {
            super("too many frames", null, false, false);
        }
    }
}
