package io.nocturne.agent.testing;

import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.buffer.RingLimits;
import io.nocturne.agent.buffer.SequenceNumbers;
import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;

/// Buffers as the agent has them, in a folder of a test.
public final class Buffers {

    private static final int IN_MEMORY = 1_000;

    private Buffers() {}

    /// With the usual limits.
    public static OutboundBuffer open(Path folder, FakeClock clock) throws IOException {
        return open(folder, ring(folder, RingLimits.USUAL_BYTES, IN_MEMORY), clock);
    }

    /// The numbers are kept in `folder`, the snapshots where the limits say.
    public static OutboundBuffer open(Path folder, RingLimits limits, FakeClock clock) throws IOException {
        return OutboundBuffer.open(limits, SequenceNumbers.open(StateDirectory.open(folder), clock), clock, clock);
    }

    public static RingLimits ring(Path folder, long maxBytes, int inMemory) {
        return new RingLimits(folder.resolve(RingLimits.FOLDER), maxBytes, RingLimits.USUAL_AGE, inMemory);
    }
}
