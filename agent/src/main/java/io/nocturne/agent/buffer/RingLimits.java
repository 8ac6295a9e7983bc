package io.nocturne.agent.buffer;

import java.nio.file.Path;
import java.time.Duration;

/// How much may wait, and where.
///
/// **Shape** - at most `maxBytes` of segments in `folder`, none that has waited longer than `maxAge` in
/// one run; while the disk does not take them, `memorySnapshots` in memory.
/// **Errors** - [IllegalArgumentException] for a limit below its smallest.
/// **Threads** - immutable.
public record RingLimits(Path folder, long maxBytes, Duration maxAge, int memorySnapshots) {

    public static final String FOLDER = "buffer";
    public static final long USUAL_BYTES = 128L << 20;
    public static final Duration USUAL_AGE = Duration.ofDays(2);

    /// Eight segments of the smallest size.
    public static final long SMALLEST_BYTES = 64 << 10;

    private static final long SEGMENT_BYTES = 1 << 20;
    private static final int SEGMENTS = 8;

    public RingLimits {
        if (maxBytes < SMALLEST_BYTES) {
            throw new IllegalArgumentException(
                    "a buffer on disk has %d bytes or more, not %d".formatted(SMALLEST_BYTES, maxBytes));
        }
        if (!maxAge.isPositive()) {
            throw new IllegalArgumentException("a buffer keeps snapshots for longer than " + maxAge);
        }
        if (memorySnapshots < 1) {
            throw new IllegalArgumentException("a buffer holds 1 snapshot or more, not " + memorySnapshots);
        }
    }

    /// At what length a segment is full: what goes when there is no room is never more than an eighth.
    long segmentBytes() {
        return Math.min(SEGMENT_BYTES, maxBytes / SEGMENTS);
    }
}
