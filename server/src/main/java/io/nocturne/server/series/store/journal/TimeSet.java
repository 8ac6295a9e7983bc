package io.nocturne.server.series.store.journal;

import java.util.Arrays;

/// Times in ms, each once. Cheap where they come in order.
///
/// **Threads** - confined to one at a time.
public final class TimeSet {

    /// About what one takes, with room to grow.
    static final int BYTES_A_TIME = 2 * Long.BYTES;

    private long[] times = new long[8];
    private int size;

    /// Adds a time; false if it was there.
    public boolean add(long timeMillis) {
        int at =
                size == 0 || times[size - 1] < timeMillis ? -size - 1 : Arrays.binarySearch(times, 0, size, timeMillis);
        if (at >= 0) {
            return false;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
        }
        int place = -at - 1;
        System.arraycopy(times, place, times, place + 1, size - place);
        times[place] = timeMillis;
        size++;
        return true;
    }

    public boolean contains(long timeMillis) {
        return size > 0 && timeMillis <= times[size - 1] && Arrays.binarySearch(times, 0, size, timeMillis) >= 0;
    }
}
