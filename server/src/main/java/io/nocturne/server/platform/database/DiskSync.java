package io.nocturne.server.platform.database;

import io.nocturne.server.platform.config.DatabaseKind;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes H2 push what is committed to the disk itself. WRITE_DELAY=0 survives a killed process; only
/// this survives a lost power supply. PostgreSQL has synced by the time a commit returns.
///
/// **Threads** - safe; callers that wait while a sync runs share the next one.
public class DiskSync {

    private final JdbcClient jdbc;
    private final DatabaseKind database;
    private final AtomicLong tickets = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long synced;

    public DiskSync(JdbcClient jdbc, DatabaseKind database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /// Returns when everything that was committed before the call is on disk.
    public void await() {
        if (database == DatabaseKind.POSTGRESQL) {
            return;
        }
        long ticket = tickets.incrementAndGet();
        lock.lock();
        try {
            if (synced < ticket) {
                // Whoever took a ticket by now had committed before it, so this one sync covers them all.
                long covered = tickets.get();
                jdbc.sql("CHECKPOINT SYNC").update();
                synced = covered;
            }
        } finally {
            lock.unlock();
        }
    }
}
