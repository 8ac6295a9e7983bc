package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.TcpProxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/// Cuts the connection to PostgreSQL when a COMMIT was passed on and its answer comes back: the server cannot know what
/// became of the transaction. Now and then it cuts before the COMMIT is passed on, so that either may be true.
///
/// The next commit of any kind is cut when [#arm()] asked for it, those of seals and rollups always half of the time.
///
/// **Threads** - safe.
final class CommitCutter implements TcpProxy.Watcher {

    private static final double BEFORE = 0.2;
    private static final double OF_SEALS = 0.5;

    private final AtomicBoolean armed = new AtomicBoolean();
    private final Map<PostgresTalk.Kind, Integer> cuts = new ConcurrentHashMap<>();

    /// The next commit is cut.
    void arm() {
        armed.set(true);
    }

    boolean isArmed() {
        return armed.get();
    }

    int cuts(PostgresTalk.Kind kind) {
        return cuts.getOrDefault(kind, 0);
    }

    @Override
    public Link link(Runnable cut) {
        return new Committing(cut);
    }

    private boolean wants(PostgresTalk.Kind kind) {
        if (kind == PostgresTalk.Kind.SEAL || kind == PostgresTalk.Kind.ROLLUP) {
            return ThreadLocalRandom.current().nextDouble() < OF_SEALS;
        }
        return armed.compareAndSet(true, false);
    }

    /// One connection.
    private final class Committing implements Link {

        private final Runnable cut;
        private final PostgresTalk talk = new PostgresTalk();
        private volatile boolean losesAnswer;

        private Committing(Runnable cut) {
            this.cut = cut;
        }

        @Override
        public boolean toDatabase(byte[] bytes, int length) {
            for (PostgresTalk.Kind kind : talk.commits(bytes, length)) {
                if (wants(kind)) {
                    cuts.merge(kind, 1, Integer::sum);
                    if (ThreadLocalRandom.current().nextDouble() < BEFORE) {
                        cut.run();
                        return false;
                    }
                    losesAnswer = true;
                }
            }
            return true;
        }

        @Override
        public boolean fromDatabase(byte[] bytes, int length) {
            if (losesAnswer) {
                cut.run();
                return false;
            }
            return true;
        }
    }
}
