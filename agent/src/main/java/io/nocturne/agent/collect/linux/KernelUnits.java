package io.nocturne.agent.collect.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The units in which this kernel counts memory and CPU time of a process.
///
/// **Absent** - without the file, what nearly all machines have: pages of 4 KiB and 100 ticks a second.
/// **Source** - `/proc/self/auxv`, pairs of native words: AT_PAGESZ (6), AT_CLKTCK (17); getauxval(3).
/// **Threads** - immutable.
record KernelUnits(long pageBytes, long ticksPerSecond) {

    private static final int PAGE_SIZE = 6;
    private static final int CLOCK_TICKS = 17;

    static KernelUnits ofThisProcess() {
        return read(Path.of("/proc/self/auxv"));
    }

    static KernelUnits read(Path vector) {
        long page = 4_096;
        long ticks = 100;
        try {
            ByteBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(vector)).order(ByteOrder.nativeOrder());
            while (pairs.remaining() >= 2 * Long.BYTES) {
                long type = pairs.getLong();
                long value = pairs.getLong();
                if (type == PAGE_SIZE && value > 0) {
                    page = value;
                } else if (type == CLOCK_TICKS && value > 0) {
                    ticks = value;
                }
            }
        } catch (IOException e) {
            return new KernelUnits(page, ticks);
        }
        return new KernelUnits(page, ticks);
    }
}
