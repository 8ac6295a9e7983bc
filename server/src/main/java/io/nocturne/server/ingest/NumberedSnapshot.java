package io.nocturne.server.ingest;

import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.Snapshot;
import java.time.Instant;

/// A snapshot with the number that its agent gave it.
public record NumberedSnapshot(long sequence, Snapshot snapshot) {

    public Instant time() {
        return snapshot.time();
    }

    public SampleValues values() {
        return snapshot.values();
    }
}
