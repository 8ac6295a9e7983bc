package io.nocturne.server.series.codec;

import io.nocturne.model.sample.ProcessSample;
import java.util.ArrayList;
import java.util.List;

/// The processes that a table's rows are guessed from: those of the table before in its order, then those seen
/// longer ago.
///
/// **Shape** - at most [#MAX]; a row takes its process off the list, so that the one behind it is the next
/// guess. Who falls off the end is forgotten and comes back as a new process.
/// **Threads** - confined to one.
final class RecentProcesses {

    static final int MAX = 255;

    private List<KnownProcess> left = new ArrayList<>();
    private List<KnownProcess> rows = new ArrayList<>();

    /// Where the process stands on the list, or -1.
    int find(ProcessSample sample) {
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i).isThatOf(sample)) {
                return i;
            }
        }
        return -1;
    }

    int size() {
        return left.size();
    }

    /// Makes the process at a position of the list the table's next row.
    KnownProcess take(int position) {
        KnownProcess process = left.remove(position);
        rows.add(process);
        return process;
    }

    /// Makes a process that is not on the list the table's next row.
    void add(KnownProcess process) {
        rows.add(process);
    }

    void endTable() {
        List<KnownProcess> table = rows;
        table.addAll(left.subList(0, Math.min(left.size(), MAX - table.size())));
        rows = left;
        rows.clear();
        left = table;
    }
}
