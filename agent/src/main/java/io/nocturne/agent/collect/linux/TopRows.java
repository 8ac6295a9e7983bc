package io.nocturne.agent.collect.linux;

/// The rows with the greatest values of those that were offered.
///
/// **Shape** - at most as many as it was made for, the greatest first; of equal ones the first offered.
/// **Threads** - confined to "collect".
final class TopRows {

    private final int[] rows;
    private final long[] values;
    private int size;

    TopRows(int most) {
        rows = new int[most];
        values = new long[most];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int row(int rank) {
        return rows[rank];
    }

    void offer(int row, long value) {
        if (size == rows.length && (size == 0 || value <= values[size - 1])) {
            return;
        }
        int at = size < rows.length ? size++ : size - 1;
        while (at > 0 && values[at - 1] < value) {
            rows[at] = rows[at - 1];
            values[at] = values[at - 1];
            at--;
        }
        rows[at] = row;
        values[at] = value;
    }
}
