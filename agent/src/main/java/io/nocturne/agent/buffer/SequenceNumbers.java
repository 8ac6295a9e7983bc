package io.nocturne.agent.buffer;

import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The numbers by which the server tells a repeated snapshot from a new one: they only grow, across restarts
/// too.
///
/// **Shape** - a block of [#BLOCK] numbers is reserved on disk before its first one is used, so one write
/// serves a thousand snapshots; a restart continues above what was reserved and leaves a gap, which is
/// allowed. The first number of a run is also never below the clock's milliseconds. A run uses less than one
/// number each millisecond, so even with the file lost, torn or restored from an old backup the numbers stay
/// above all that were ever used; the file in turn guards against a clock that was set back.
/// **Errors** - a reservation that cannot be written is logged and tried again with the next block: readings
/// go on.
/// **Threads** - guarded by the buffer's lock.
public final class SequenceNumbers {

    static final int BLOCK = 1_000;
    static final String FILE = "sequence";

    private static final Logger log = LoggerFactory.getLogger(SequenceNumbers.class);

    /// Above this a number would no longer be exact in every JSON reader.
    private static final long MAX = 1L << 53;

    private final StateDirectory state;
    private long next;
    private long reservedBelow;

    private SequenceNumbers(StateDirectory state, long first) {
        this.state = state;
        this.next = first;
        this.reservedBelow = first;
    }

    /// Continues above every number of earlier runs.
    public static SequenceNumbers open(StateDirectory state, InstantSource clock) {
        return new SequenceNumbers(state, Math.max(reserved(state), Math.max(clock.millis(), 1)));
    }

    /// Makes every further number higher than `seen`.
    void continueAbove(long seen) {
        if (seen >= next) {
            next = seen + 1;
            reservedBelow = next;
        }
    }

    /// The next number.
    public long next() {
        if (next >= reservedBelow) {
            reserve();
        }
        return next++;
    }

    private void reserve() {
        reservedBelow = next + BLOCK;
        try {
            state.write(FILE, Long.toString(reservedBelow) + '\n');
        } catch (IOException e) {
            log.warn("sequence numbers cannot be reserved in {}: {}", state.path(FILE), e.toString());
        }
    }

    private static long reserved(StateDirectory state) {
        try {
            String text = state.read(FILE).orElse("0").strip();
            long value = Long.parseLong(text);
            if (value >= 0 && value < MAX) {
                return value;
            }
            log.warn("{} says {}, which is no sequence number; the clock decides", state.path(FILE), value);
        } catch (IOException | NumberFormatException e) {
            log.warn("{} cannot be read ({}); the clock decides", state.path(FILE), e.toString());
        }
        return 0;
    }
}
