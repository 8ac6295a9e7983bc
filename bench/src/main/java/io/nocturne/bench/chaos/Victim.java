package io.nocturne.bench.chaos;

import java.io.IOException;

/// What is taken away under the agents, and brought back.
///
/// **Threads** - confined to the bench's main thread.
interface Victim {

    /// Takes it away, tells `recovery` the moment from which it counts, and returns when all programs run again.
    void strike(Recovery recovery) throws IOException, InterruptedException;

    /// When nothing was acknowledged for long after a strike: starts anew what should have come back by itself.
    void restart() throws IOException, InterruptedException;
}
