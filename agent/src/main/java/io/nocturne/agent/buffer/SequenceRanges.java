package io.nocturne.agent.buffer;

import java.util.Arrays;

/// A set of sequence numbers, kept as ranges: what was confirmed is a few long runs.
///
/// **Shape** - ranges ascending, both ends included, never touching each other.
/// **Threads** - guarded by the buffer's lock.
final class SequenceRanges {

    private static final int PAIR = 2;

    private long[] ends = new long[8];
    private int count;

    boolean contains(long sequence) {
        int range = firstEndingAtOrAbove(sequence);
        return range < count && from(range) <= sequence;
    }

    /// Adds every number of a range.
    void add(long from, long through) {
        int first = firstEndingAtOrAbove(from - 1);
        int after = first;
        long low = from;
        long high = through;
        while (after < count && from(after) <= through + 1) {
            low = Math.min(low, from(after));
            high = Math.max(high, through(after));
            after++;
        }
        int grown = count - (after - first) + 1;
        if (grown * PAIR > ends.length) {
            ends = Arrays.copyOf(ends, ends.length * PAIR);
        }
        System.arraycopy(ends, after * PAIR, ends, (first + 1) * PAIR, (count - after) * PAIR);
        ends[first * PAIR] = low;
        ends[first * PAIR + 1] = high;
        count = grown;
    }

    /// How many numbers of a range are in it.
    long count(long from, long through) {
        long found = 0;
        for (int range = firstEndingAtOrAbove(from); range < count && from(range) <= through; range++) {
            found += Math.min(through, through(range)) - Math.max(from, from(range)) + 1;
        }
        return found;
    }

    /// Forgets the ranges that end below a number.
    void forgetBelow(long sequence) {
        int kept = firstEndingAtOrAbove(sequence);
        System.arraycopy(ends, kept * PAIR, ends, 0, (count - kept) * PAIR);
        count -= kept;
    }

    int count() {
        return count;
    }

    long from(int range) {
        return ends[range * PAIR];
    }

    long through(int range) {
        return ends[range * PAIR + 1];
    }

    private int firstEndingAtOrAbove(long sequence) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (through(middle) < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
