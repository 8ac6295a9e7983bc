package io.nocturne.server.live;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/// The threads that serve all live connections together: one hands out, one watches.
///
/// **Threads** - "live-fanout" and "live-watch".
final class LiveThreads implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final LiveSessions sessions;
    private final Thread fanOut;
    private final Thread watch;

    private LiveThreads(LiveSessions sessions, ThreadFactory threads) {
        this.sessions = sessions;
        this.fanOut = threads.newThread(sessions::handOut);
        this.watch = threads.newThread(this::watch);
        fanOut.setName("live-fanout");
        watch.setName("live-watch");
    }

    static LiveThreads start(LiveSessions sessions, ThreadFactory threads) {
        LiveThreads started = new LiveThreads(sessions, threads);
        started.fanOut.start();
        started.watch.start();
        return started;
    }

    /// Clients heard some time ago that the server stops.
    @Override
    public void close() {
        fanOut.interrupt();
        watch.interrupt();
        sessions.cutAll();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK);
                sessions.watch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
