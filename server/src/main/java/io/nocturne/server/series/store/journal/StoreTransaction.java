package io.nocturne.server.series.store.journal;

import io.nocturne.server.platform.lease.Fence;
import org.springframework.transaction.support.TransactionTemplate;

/// A change of chunks, of all or nothing, by the server that holds a lease.
///
/// When the database's answer to a commit is lost, nobody knows whether it was made, and it may even be made a while
/// later. So every change is written such that a second time changes nothing, and [#settle] waits for what is still
/// on its way before anything is read that the next change depends on.
///
/// **Errors** - an exception means that the outcome is open;
/// [io.nocturne.server.platform.lease.LeaseLostException] that nothing was changed.
/// **Threads** - one at a time.
public final class StoreTransaction {

    private final TransactionTemplate transaction;
    private final Fence fence;
    private boolean open;

    public StoreTransaction(TransactionTemplate transaction, Fence fence) {
        this.transaction = transaction;
        this.fence = fence;
    }

    public void run(Runnable change) {
        open = true;
        transaction.executeWithoutResult(status -> {
            fence.hold();
            change.run();
        });
        open = false;
    }

    /// Returns when the last change is made or can never be; true if it was open which of the two.
    public boolean settle() {
        boolean wasOpen = open;
        if (wasOpen) {
            // Every change holds the same row to its end.
            run(() -> {});
        }
        return wasOpen;
    }
}
