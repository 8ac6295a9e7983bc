package io.nocturne.server.series.store.journal;

import io.nocturne.server.ingest.NumberedSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which snapshots of which agent are stored.
///
/// **Threads** - confined to the journal's, but for [#sealed].
public final class SeenNumbers {

    private final Map<UUID, SequenceRanges> seen;
    private final Map<UUID, SequenceRanges> beforeGroup = new HashMap<>();
    /// The segment in which each agent delivered last, since a seal took its numbers.
    private final Map<UUID, Long> changedIn = new HashMap<>();

    private volatile long sealedSegment;

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

    /// What was taken since the last call is on disk, up to a segment.
    public void keep(long segment) {
        beforeGroup.keySet().forEach(agentId -> changedIn.put(agentId, segment));
        beforeGroup.clear();
    }

    /// What was taken since the last [#keep] is not on disk.
    void giveBack() {
        seen.putAll(beforeGroup);
        beforeGroup.clear();
    }

    /// The ranges of every agent that delivered, up to this segment, are stored. Any thread may say so.
    void sealed(long segment) {
        sealedSegment = segment;
    }

    /// The ranges, as they are stored, of every agent that delivered since the last seal.
    Map<UUID, byte[]> changed() {
        changedIn.values().removeIf(segment -> segment <= sealedSegment);
        Map<UUID, byte[]> ranges = new HashMap<>();
        changedIn
                .keySet()
                .forEach(agentId -> ranges.put(
                        agentId,
                        seen.getOrDefault(agentId, new SequenceRanges()).toBytes()));
        return ranges;
    }
}
