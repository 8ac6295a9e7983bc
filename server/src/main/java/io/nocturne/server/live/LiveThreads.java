package io.nocturne.server.live;

import io.nocturne.server.platform.loop.Loop;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/// The threads that serve all live connections together: one hands out, one watches.
///
/// **Threads** - "live-fanout" and "live-watch".
final class LiveThreads implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Pace PACE = new Pace(Duration.ofSeconds(30), Duration.ofMillis(10), Duration.ofSeconds(5));

    private final LiveSessions sessions;
    private final Thread fanOut;
    private final Thread watch;
    private volatile boolean closed;

    private LiveThreads(LiveSessions sessions, Parts parts, ThreadFactory threads) {
        this.sessions = sessions;
        this.fanOut = thread("live-fanout", parts, threads, awake -> {
            sessions.handOut(awake);
            return true;
        });
        this.watch = thread("live-watch", parts, threads, awake -> {
            Thread.sleep(LOOK);
            awake.run();
            sessions.watch();
            return true;
        });
    }

    static LiveThreads start(LiveSessions sessions, Parts parts, ThreadFactory threads) {
        LiveThreads started = new LiveThreads(sessions, parts, threads);
        started.fanOut.start();
        started.watch.start();
        return started;
    }

    /// Clients heard some time ago that the server stops.
    @Override
    public void close() {
        closed = true;
        fanOut.interrupt();
        watch.interrupt();
        sessions.cutAll();
    }

    private Thread thread(String name, Parts parts, ThreadFactory threads, Loop.Body body) {
        Thread thread = threads.newThread(new Loop(parts.part(name, PACE), body, () -> closed));
        thread.setName(name);
        return thread;
    }
}
