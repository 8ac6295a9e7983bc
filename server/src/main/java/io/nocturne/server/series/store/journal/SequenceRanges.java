package io.nocturne.server.series.store.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The sequence numbers that were seen of one agent, as ranges.
///
/// **Shape** - at most [#MAX_RANGES] ranges. An agent leaves a gap where it lost what it had not sent; such a
/// gap never fills. Beyond the limit the lowest gap counts as seen.
/// **Threads** - confined to the journal's.
public final class SequenceRanges {

    static final int MAX_RANGES = 1_000;

    /// First and last number of each range, ascending; between two ranges at least one number is missing.
    private long[] bounds;

    private int size;

    SequenceRanges() {
        this.bounds = new long[4];
    }

    private SequenceRanges(long[] bounds) {
        this.bounds = bounds;
        this.size = bounds.length / 2;
    }

    static SequenceRanges fromBytes(byte[] bytes) {
        long[] bounds = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(bounds);
        return new SequenceRanges(bounds);
    }

    /// What is wrong with stored bytes; empty if they are ranges.
    public static Optional<String> faultIn(byte[] bytes) {
        if (bytes.length % (2 * Long.BYTES) != 0 || bytes.length > MAX_RANGES * 2 * Long.BYTES) {
            return Optional.of("%d bytes are not 0 to %d ranges".formatted(bytes.length, MAX_RANGES));
        }
        SequenceRanges ranges = fromBytes(bytes);
        for (int range = 0; range < ranges.size; range++) {
            if (ranges.last(range) < ranges.first(range)
                    || (range > 0 && ranges.first(range) <= ranges.last(range - 1))) {
                return Optional.of("range %d is not behind the one before".formatted(range));
            }
        }
        return Optional.empty();
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size * 2 * Long.BYTES);
        bytes.asLongBuffer().put(bounds, 0, size * 2);
        return bytes.array();
    }

    SequenceRanges copy() {
        return new SequenceRanges(Arrays.copyOf(bounds, size * 2));
    }

    /// What either has.
    SequenceRanges and(SequenceRanges other) {
        long[][] all = Stream.concat(ranges(), other.ranges())
                .sorted(Comparator.comparingLong(range -> range[0]))
                .toArray(long[][]::new);
        SequenceRanges both = new SequenceRanges();
        for (long[] range : all) {
            both.append(range[0], range[1]);
        }
        return both;
    }

    private Stream<long[]> ranges() {
        return IntStream.range(0, size).mapToObj(range -> new long[] {first(range), last(range)});
    }

    /// A range that begins at or behind the beginning of the last one.
    private void append(long from, long through) {
        if (size == 0 || from - 1 > last(size - 1)) {
            insert(size, from);
        }
        bounds[size * 2 - 1] = Math.max(last(size - 1), through);
    }

    boolean contains(long number) {
        int range = firstEndingAtOrAfter(number);
        return range < size && first(range) <= number;
    }

    /// Adds a number; false if it was there.
    boolean add(long number) {
        int range = firstEndingAtOrAfter(number);
        if (range < size && first(range) <= number) {
            return false;
        }
        // Ranges are apart, so one before ends below the number, and one behind begins above it: no overflow.
        if (range > 0 && last(range - 1) + 1 == number) {
            extend(range - 1, number);
        } else if (range < size && first(range) - 1 == number) {
            bounds[range * 2] = number;
        } else {
            insert(range, number);
        }
        return true;
    }

    private void extend(int range, long number) {
        if (range + 1 < size && first(range + 1) - 1 == number) {
            remove(range);
        } else {
            bounds[range * 2 + 1] = number;
        }
    }

    /// Joins a range with the one behind it.
    private void remove(int range) {
        long start = first(range);
        System.arraycopy(bounds, range * 2 + 2, bounds, range * 2, (size - range - 1) * 2);
        size--;
        bounds[range * 2] = start;
    }

    private void insert(int range, long number) {
        if (bounds.length < size * 2 + 2) {
            bounds = Arrays.copyOf(bounds, Math.max(4, bounds.length * 2));
        }
        System.arraycopy(bounds, range * 2, bounds, range * 2 + 2, (size - range) * 2);
        bounds[range * 2] = number;
        bounds[range * 2 + 1] = number;
        size++;
        if (size > MAX_RANGES) {
            remove(0);
        }
    }

    private int firstEndingAtOrAfter(long number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (last(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long first(int range) {
        return bounds[range * 2];
    }

    private long last(int range) {
        return bounds[range * 2 + 1];
    }
}
