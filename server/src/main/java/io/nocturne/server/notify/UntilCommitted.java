package io.nocturne.server.notify;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keeps a lock from a change within somebody's transaction until that transaction is over, and has the change
/// count in memory only if it was committed.
///
/// **Threads** - confined to the thread of the transaction.
final class UntilCommitted implements TransactionSynchronization {

    private final ReentrantLock lock;
    private final Runnable commit;
    private final Runnable forget;

    private UntilCommitted(ReentrantLock lock, Runnable commit, Runnable forget) {
        this.lock = lock;
        this.commit = commit;
        this.forget = forget;
    }

    /// **Shape** - `commit` and then `forget` run when it was committed, `forget` alone when it was not; both
    /// hold the lock.
    static void keep(ReentrantLock lock, Runnable commit, Runnable forget) {
        TransactionSynchronizationManager.registerSynchronization(new UntilCommitted(lock, commit, forget));
        lock.lock();
    }

    @Override
    public void afterCompletion(int status) {
        try {
            if (status == STATUS_COMMITTED) {
                commit.run();
            }
        } finally {
            forget.run();
            lock.unlock();
        }
    }
}
