package io.nocturne.server.series.store.journal;

import io.nocturne.server.ingest.NumberedSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Which snapshots of which agent are stored.
///
/// **Threads** - confined to the journal's.
public final class SeenNumbers {

    private final Map<UUID, SequenceRanges> seen;
    private final Map<UUID, SequenceRanges> beforeGroup = new HashMap<>();
    private Set<UUID> changed = new HashSet<>();

    public SeenNumbers(Map<UUID, SequenceRanges> seen) {
        this.seen = new HashMap<>(seen);
    }

    /// Those of an entry that are new, noted from now on.
    public List<NumberedSnapshot> take(JournalEntry entry) {
        SequenceRanges ranges = seen.computeIfAbsent(entry.agentId(), id -> new SequenceRanges());
        beforeGroup.computeIfAbsent(entry.agentId(), id -> ranges.copy());
        List<NumberedSnapshot> fresh = new ArrayList<>(entry.snapshots().size());
        for (NumberedSnapshot snapshot : entry.snapshots()) {
            if (ranges.add(snapshot.sequence())) {
                fresh.add(snapshot);
            }
        }
        return fresh;
    }

    /// What was taken since the last call is on disk.
    public void keep() {
        changed.addAll(beforeGroup.keySet());
        beforeGroup.clear();
    }

    /// What was taken since the last [#keep] could not be written.
    void giveBack() {
        seen.putAll(beforeGroup);
        beforeGroup.clear();
    }

    /// The ranges, as they are stored, of every agent that delivered since the last call.
    Map<UUID, byte[]> takeChanged() {
        Map<UUID, byte[]> ranges = new HashMap<>();
        for (UUID agentId : changed) {
            ranges.put(agentId, seen.getOrDefault(agentId, new SequenceRanges()).toBytes());
        }
        changed = new HashSet<>();
        return ranges;
    }
}
