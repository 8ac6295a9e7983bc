package io.nocturne.agent.collect.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What one walk over all processes saw, a row for each.
///
/// **Shape** - rows in the order of the walk. The arrays grow and are used again, so a walk leaves no garbage.
/// **Unit** - CPU time and start in the kernel's ticks, memory in its pages.
/// **Source** - `/proc/<pid>/stat`, proc_pid_stat(5).
/// **Threads** - confined to "collect".
final class ProcessTable {

    /// The kernel cuts a name at 15 bytes; names of its own threads can be longer.
    private static final int NAME_BYTES = 64;

    /// Behind the name: state is word 0, utime 11, stime 12, starttime 19, rss 21.
    private static final int LAST_WORD = 21;

    private int size;
    private int[] pids = new int[512];
    private long[] starts = new long[512];
    private long[] ticks = new long[512];
    private long[] pages = new long[512];
    private byte[] names = new byte[512 * NAME_BYTES];
    private final long[] words = new long[LAST_WORD + 1];

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int pid(int row) {
        return pids[row];
    }

    long start(int row) {
        return starts[row];
    }

    long ticks(int row) {
        return ticks[row];
    }

    long pages(int row) {
        return pages[row];
    }

    /// The name; bytes that are no UTF-8 (the kernel may cut a letter in two) become U+FFFD.
    String name(int row) {
        int from = row * NAME_BYTES;
        int to = from;
        while (to < from + NAME_BYTES && names[to] != 0) {
            to++;
        }
        return new String(names, from, to - from, StandardCharsets.UTF_8);
    }

    /// The row of the very same process, not of a later one with its number; -1 if there is none. `hint` is
    /// where to look first: two walks list the processes in nearly the same order.
    int find(int pid, long start, int hint) {
        for (int i = 0; i < size; i++) {
            int row = (hint + i) % size;
            if (pids[row] == pid) {
                return starts[row] == start ? row : -1;
            }
        }
        return -1;
    }

    /// Adds the row of a stat file and returns its state's letter; 0 for bytes that are no stat file, which
    /// add nothing. A name may hold anything, closing parentheses too: it ends at the last one.
    char add(int pid, byte[] stat, int length) {
        int nameFrom = 0;
        while (nameFrom < length && stat[nameFrom] != '(') {
            nameFrom++;
        }
        int nameTo = length - 1;
        while (nameTo > nameFrom && stat[nameTo] != ')') {
            nameTo--;
        }
        int stateAt = nameTo + 2;
        if (nameTo <= nameFrom || stateAt >= length || !parse(stat, stateAt + 1, length)) {
            return 0;
        }
        if (size == pids.length) {
            grow();
        }
        pids[size] = pid;
        starts[size] = words[19];
        ticks[size] = words[11] + words[12];
        pages[size] = words[21];
        int nameBytes = Math.min(nameTo - nameFrom - 1, NAME_BYTES);
        Arrays.fill(names, size * NAME_BYTES, (size + 1) * NAME_BYTES, (byte) 0);
        System.arraycopy(stat, nameFrom + 1, names, size * NAME_BYTES, nameBytes);
        size++;
        return (char) stat[stateAt];
    }

    /// Reads the words 1 to 21 behind the state; negative ones count as 0.
    private boolean parse(byte[] stat, int from, int length) {
        int word = 0;
        int i = from;
        while (word < LAST_WORD && i < length) {
            while (i < length && stat[i] == ' ') {
                i++;
            }
            long value = 0;
            int digits = 0;
            boolean negative = i < length && stat[i] == '-';
            for (i += negative ? 1 : 0; i < length && stat[i] >= '0' && stat[i] <= '9'; i++) {
                value = value * 10 + stat[i] - '0';
                digits++;
            }
            if (digits == 0) {
                return false;
            }
            words[++word] = negative ? 0 : value;
        }
        return word == LAST_WORD;
    }

    private void grow() {
        int capacity = pids.length * 2;
        pids = Arrays.copyOf(pids, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ticks = Arrays.copyOf(ticks, capacity);
        pages = Arrays.copyOf(pages, capacity);
        names = Arrays.copyOf(names, capacity * NAME_BYTES);
    }
}
