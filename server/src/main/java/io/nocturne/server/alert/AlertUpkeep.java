package io.nocturne.server.alert;

import io.nocturne.server.alert.store.AlertStore;
import io.nocturne.server.platform.database.DiskGate;
import java.time.Clock;
import java.time.Duration;
import org.springframework.transaction.support.TransactionTemplate;

/// Deletes alerts that were over long ago, a few at a time.
///
/// **Threads** - one at a time calls it.
final class AlertUpkeep {

    static final Duration KEPT = Duration.ofDays(90);
    /// What was pending only is of no use for longer.
    static final Duration CALMED_KEPT = Duration.ofDays(2);

    private static final int MAX_BATCHES = 20;

    private final AlertStore store;
    private final TransactionTemplate transaction;
    private final DiskGate gate;
    private final Clock clock;

    AlertUpkeep(AlertStore store, TransactionTemplate transaction, DiskGate gate, Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.gate = gate;
        this.clock = clock;
    }

    void turn() {
        prune(KEPT, true);
        prune(CALMED_KEPT, false);
    }

    private void prune(Duration kept, boolean fired) {
        for (int i = 0; i < MAX_BATCHES && gate.isOpen(DiskGate.Purpose.RECORDS); i++) {
            Integer pruned =
                    transaction.execute(status -> store.prune(clock.instant().minus(kept), fired));
            if (pruned == null || pruned == 0) {
                return;
            }
        }
    }
}
