package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All routes in their order.
///
/// **Shape** - `version` goes up with each change; who changes them names the one that was read; left out it
/// reads as 0.
/// **Absent** - `updatedBy` and `updatedAt` until somebody changed them, and in what a client sends.
public record Routes(
        List<Route> routes,

        @JsonSetter(nulls = Nulls.AS_EMPTY) long version,

        @Nullable String updatedBy,
        @Nullable Instant updatedAt) {

    public Routes {
        routes = routes == null ? List.of() : List.copyOf(routes);
    }
}
