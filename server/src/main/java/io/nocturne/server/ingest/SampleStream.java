package io.nocturne.server.ingest;

import java.util.List;

/// What was delivered, as an ordered stream.
///
/// **Threads** - safe.
public interface SampleStream {

    /// Begins to tell; to be called once, before the first delivery. Until then nothing is taken away from the journal.
    void open(List<StreamFollower> followers, List<StreamConsumer> consumers);
}
