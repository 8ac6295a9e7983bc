package io.nocturne.server.series.store;

import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.series.store.chunk.LayoutAllowance;
import java.time.Clock;

/// What a store is told from outside.
///
/// **Shape** - `leases` is what the server may act as; `maxHeadBytes` is what may wait in memory; `parts` is where each
/// of its works is supervised.
record StoreSettings(
        Leases leases,
        Retention retention,
        long maxHeadBytes,
        DiskGate gate,
        TableHold hold,
        LayoutAllowance allowance,
        Parts parts,
        Clock clock) {

    DiskWatch disk() {
        return gate.watch();
    }
}
