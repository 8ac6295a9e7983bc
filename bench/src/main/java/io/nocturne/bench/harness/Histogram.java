package io.nocturne.bench.harness;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long things took: counts in buckets whose width is at most 1/64 of their value.
///
/// **Unit** - nanoseconds in, milliseconds out; a percentile is the upper end of its bucket, so up to 1.6 % too high.
/// **Threads** - safe.
public final class Histogram {

    private static final int BITS = 6;
    private static final int PER_OCTAVE = 1 << BITS;
    private static final double NANOS_PER_MILLI = 1e6;

    private final AtomicLongArray counts = new AtomicLongArray((Long.SIZE - BITS) * PER_OCTAVE);
    private final AtomicLong max = new AtomicLong();

    public void record(long nanos) {
        counts.incrementAndGet(bucket(Math.max(0, nanos)));
        max.accumulateAndGet(nanos, Math::max);
    }

    public double maxMillis() {
        return max.get() / NANOS_PER_MILLI;
    }

    /// 0 when nothing was recorded.
    public double millis(double percent) {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        long rank = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= rank && seen > 0) {
                return Math.min(upper(i), max.get()) / NANOS_PER_MILLI;
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - BITS - 1);
        return shift * PER_OCTAVE + (int) (nanos >>> shift);
    }

    private static long upper(int bucket) {
        int shift = Math.max(0, bucket / PER_OCTAVE - 1);
        return ((bucket - shift * PER_OCTAVE + 1L) << shift) - 1;
    }
}
