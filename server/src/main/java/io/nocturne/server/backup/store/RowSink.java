package io.nocturne.server.backup.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Takes rows, one value for each column of their table.
public interface RowSink {

    void row(@Nullable Object[] values) throws IOException;
}
