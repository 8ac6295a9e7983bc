package io.nocturne.server.series.codec;

import io.nocturne.model.sample.ProcessSample;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A process of a block's dictionary, and the memory that it had when it was last seen.
///
/// **Unit** - `memory` in the block's memory units.
/// **Threads** - confined to one.
final class KnownProcess {

    final int pid;
    final String name;
    final @Nullable String user;
    long memory;

    KnownProcess(int pid, String name, @Nullable String user) {
        this.pid = pid;
        this.name = name;
        this.user = user;
    }

    boolean isThatOf(ProcessSample sample) {
        return pid == sample.pid() && name.equals(sample.name()) && Objects.equals(user, sample.user());
    }
}
