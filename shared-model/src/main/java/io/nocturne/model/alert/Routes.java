package io.nocturne.model.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All routes in their order.
///
/// **Shape** - `version` goes up with each change; who changes them names the one that was read.
/// **Absent** - `updatedBy` and `updatedAt` until somebody changed them, and in what a client sends.
public record Routes(
        List<Route> routes,
        long version,
        @Nullable String updatedBy,
        @Nullable Instant updatedAt) {

    public Routes {
        routes = routes == null ? List.of() : List.copyOf(routes);
    }
}
