package io.nocturne.server.series;

import io.nocturne.model.fleet.StoreStatus;

/// Says how the store does.
///
/// **Threads** - safe.
public interface StoreHealth {

    StoreStatus status();
}
