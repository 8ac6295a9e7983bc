package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.model.sample.ProcessSample;
import java.io.IOException;
import java.util.List;

/// A collector whose native code may be missing on this machine: that is an error of linking, which ends the
/// thread where a failed reading does not.
///
/// **Errors** - [IOException] instead of [LinkageError].
/// **Threads** - confined to "collect".
final class GuardedCollector implements Collector {

    private final Collector inner;

    GuardedCollector(Collector inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public List<Series> series() {
        return inner.series();
    }

    @Override
    public List<ProcessSample> processes() {
        return inner.processes();
    }

    @Override
    public void collect() throws IOException {
        try {
            inner.collect();
        } catch (LinkageError e) {
            throw new IOException("the native code for it is missing: " + e, e);
        }
    }
}
