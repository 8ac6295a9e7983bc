package io.nocturne.model.series;

import io.nocturne.model.sample.ProcessSample;
import java.time.Instant;
import java.util.List;

/// The busiest processes of a host at one instant, as its agent saw them.
///
/// **Unit** - `time` by the agent's clock.
public record ProcessTable(Instant time, List<ProcessSample> processes) {

    public ProcessTable {
        processes = processes == null ? List.of() : List.copyOf(processes);
    }
}
