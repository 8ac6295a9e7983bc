package io.nocturne.server.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Everything that was found in one reading of `alerts.yml`: faults, for which it is refused, and notes.
///
/// **Threads** - confined to the reading.
public final class FileFaults {

    /// More are not told.
    public static final int MAX_TOLD = 20;

    private final List<FileFault> faults = new ArrayList<>();
    private final List<FileFault> notes = new ArrayList<>();

    public void fault(FileFault fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    public void note(FileFault note) {
        notes.add(note);
    }

    /// How many faults there are.
    public int count() {
        return faults.size();
    }

    /// The first of them, in the order of the file.
    public List<FileFault> told() {
        return first(faults);
    }

    public List<FileFault> notes() {
        return first(notes);
    }

    private static List<FileFault> first(List<FileFault> all) {
        return all.stream()
                .sorted(Comparator.comparingInt(FileFault::line).thenComparingInt(FileFault::column))
                .limit(MAX_TOLD)
                .toList();
    }
}
