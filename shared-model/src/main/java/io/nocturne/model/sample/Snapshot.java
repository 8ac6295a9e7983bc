package io.nocturne.model.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Everything that an agent read at one instant.
///
/// **Shape** - `values` in the order of the layout that the snapshot is sent with; `processes` is the
/// process table, at most [#MAX_PROCESSES] rows, the busiest first.
/// **Unit** - `time` by the agent's clock, UTC, to the millisecond.
/// **Absent** - `processes` is empty where the agent sends no process table.
/// **Errors** - [IllegalArgumentException] naming the field that is wrong.
public record Snapshot(
        Instant time,
        SampleValues values,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProcessSample> processes) {

    public static final int MAX_PROCESSES = 100;

    public Snapshot {
        Objects.requireNonNull(time, "a snapshot has a time");
        Objects.requireNonNull(values, "a snapshot has values");
        processes = processes == null ? List.of() : List.copyOf(processes);
        if (processes.size() > MAX_PROCESSES) {
            throw new IllegalArgumentException(
                    "processes has %d rows, allowed are %d".formatted(processes.size(), MAX_PROCESSES));
        }
    }

    /// A snapshot without a process table.
    public Snapshot(Instant time, SampleValues values) {
        this(time, values, List.of());
    }
}
