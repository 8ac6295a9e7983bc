package io.nocturne.agent.collect;

import io.nocturne.model.sample.ProcessSample;
import java.io.IOException;
import java.util.List;

/// Reads one part of a host.
///
/// **Shape** - [#series()] returns the very same list while the set of series stands, and another one as
/// soon as a device comes or goes; that is how a change of layout is seen without comparing keys.
/// **Absent** - a series that a reading does not set.
/// **Errors** - an exception leaves the series of this round absent; the next round tries again.
/// **Threads** - confined to "collect".
public interface Collector {

    /// What an operator calls this part, for messages: "disk".
    String name();

    /// The series that the last reading could have set.
    List<Series> series();

    /// The rows of the process table that the last reading saw, the busiest first; nearly all collectors have
    /// none.
    default List<ProcessSample> processes() {
        return List.of();
    }

    /// Reads now and sets what can be known.
    void collect() throws IOException;
}
