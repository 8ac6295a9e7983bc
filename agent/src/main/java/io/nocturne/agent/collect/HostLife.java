package io.nocturne.agent.collect;

import java.util.Optional;
import java.util.OptionalLong;

/// How a host lives, as far as its operating system tells without special rights: its boots, its sleep and its
/// end.
///
/// **Threads** - [#nanosSinceBoot()] confined to "collect", the others to any one thread.
public interface HostLife {

    /// The name of this boot; another one after each restart of the host.
    Optional<String> bootId();

    /// The time since the boot with all sleep in it, in nanoseconds.
    OptionalLong nanosSinceBoot();

    /// Whether the host is being shut down or restarted at this moment; false also where that cannot be told.
    boolean isShuttingDown();

    /// A host that tells nothing of this.
    HostLife UNKNOWN = new HostLife() {
        @Override
        public Optional<String> bootId() {
            return Optional.empty();
        }

        @Override
        public OptionalLong nanosSinceBoot() {
            return OptionalLong.empty();
        }

        @Override
        public boolean isShuttingDown() {
            return false;
        }
    };
}
