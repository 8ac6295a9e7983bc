package io.nocturne.model.problem;

import org.jspecify.annotations.Nullable;

/// A problem+json answer as a client reads it.
///
/// **Absent** - `code` when the answer did not come from Nocturne (a proxy, say) or is of a newer server.
/// **Source** - RFC 9457, with the extension member `code`.
public record Problem(
        @Nullable String type,
        @Nullable String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable String code) {}
