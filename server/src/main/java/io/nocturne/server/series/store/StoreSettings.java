package io.nocturne.server.series.store;

import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.platform.loop.Parts;
import java.time.Clock;

/// What a store is told from outside.
///
/// **Shape** - `maxHeadBytes` is what may wait in memory; `parts` is where each of its works is supervised.
record StoreSettings(
        Retention retention, long maxHeadBytes, DiskWatch disk, TableHold hold, Parts parts, Clock clock) {}
