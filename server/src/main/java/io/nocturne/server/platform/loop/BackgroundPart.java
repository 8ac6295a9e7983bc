package io.nocturne.server.platform.loop;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Gives a part its turns on a thread of their own, one at a time: a database that hangs does not hold up what else the
/// caller's clock moves.
///
/// **Threads** - safe.
public final class BackgroundPart {

    private final Part part;
    private final Executor executor;
    private final AtomicBoolean busy = new AtomicBoolean();

    public BackgroundPart(Part part, Executor executor) {
        this.part = part;
        this.executor = executor;
    }

    /// Has a turn begun, unless one is under way or the part rests.
    public void attempt(Runnable turn) {
        if (busy.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    part.attempt(turn);
                    busy.set(false);
                });
            } catch (RuntimeException | Error e) {
                busy.set(false);
                throw e;
            }
        }
    }
}
