package io.nocturne.agent.event;

import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers, in `boot-id` of the state folder, in which boot of the host the agent ran last.
public final class BootMemory {

    static final String FILE = "boot-id";

    private static final Logger log = LoggerFactory.getLogger(BootMemory.class);

    private final StateDirectory state;

    public BootMemory(StateDirectory state) {
        this.state = state;
    }

    /// Whether the host was restarted since the last call, in this run or an earlier one; false when either
    /// boot is not known.
    public boolean isOther(Optional<String> present) {
        if (present.isEmpty()) {
            return false;
        }
        Optional<String> last = last();
        if (last.equals(present)) {
            return false;
        }
        try {
            state.write(FILE, present.get() + "\n");
        } catch (IOException e) {
            log.warn("{} cannot be written, the next start cannot tell a reboot: {}", state.path(FILE), e.toString());
        }
        return last.isPresent();
    }

    private Optional<String> last() {
        try {
            return state.read(FILE).map(String::strip).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            log.warn(
                    "{} cannot be read, whether the host was restarted is not known: {}",
                    state.path(FILE),
                    e.toString());
            return Optional.empty();
        }
    }
}
