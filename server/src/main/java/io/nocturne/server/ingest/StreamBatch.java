package io.nocturne.server.ingest;

import java.util.List;

/// The next entries of the stream, in order; never empty. Who has taken them is done up to and with `through`, which
/// may be the end of a segment and not an entry.
public record StreamBatch(List<StreamEntry> entries, Position through) {

    public StreamBatch {
        entries = List.copyOf(entries);
    }
}
