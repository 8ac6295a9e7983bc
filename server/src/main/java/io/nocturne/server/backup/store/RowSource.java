package io.nocturne.server.backup.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Gives rows, one value for each column of their table.
public interface RowSource {

    /// **Absent** - after the last one.
    @Nullable
    Object @Nullable [] next() throws IOException;
}
