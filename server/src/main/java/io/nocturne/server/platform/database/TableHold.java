package io.nocturne.server.platform.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Keeps tables from being dropped while somebody reads all of them: a table that is gone is gone for every
/// transaction, however old its snapshot.
///
/// **Threads** - safe; one holder at a time.
@Component
public final class TableHold {

    private final Semaphore holder = new Semaphore(1);

    /// Waits for the tables; empty when somebody else holds them for longer than that. Close what it returns.
    public Optional<Held> hold(Duration patience) throws InterruptedException {
        return holder.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(holder::release)
                : Optional.empty();
    }

    /// Runs a drop, unless the tables are held; what is not dropped now is too old the next time as well.
    public void unlessHeld(Runnable drop) {
        if (holder.tryAcquire()) {
            try {
                drop.run();
            } finally {
                holder.release();
            }
        }
    }

    /// The tables stay until this is closed, once.
    @FunctionalInterface
    public interface Held extends AutoCloseable {

        @Override
        void close();
    }
}
