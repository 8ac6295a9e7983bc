package io.nocturne.server.series.store.journal;

import io.nocturne.server.series.store.chunk.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What is in the journal and not in chunks yet, in memory, where queries find it.
///
/// It has two generations: one that grows, and one that a seal is making chunks of.
///
/// **Threads** - one thread adds and cuts; any number read.
public final class Head {

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final WindowWriter writer = new WindowWriter();
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    public Head(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Adds what the journal holds under a segment; a second time changes nothing.
    public void add(long segment, JournalEntry entry) {
        entry.snapshots().forEach(snapshot -> {
            HeadWindow window =
                    window(segment, entry, Tier.RAW.startOf(snapshot.time().toEpochMilli()));
            bytes.addAndGet(window.add(snapshot.snapshot(), writer));
        });
    }

    /// Begins a new generation and returns all windows of those before.
    List<HeadWindow> cut() {
        Generations now = generations;
        ConcurrentMap<UUID, List<HeadWindow>> sealing = new ConcurrentHashMap<>(now.growing());
        // If the last seal failed, what it could not write goes along with the rest.
        now.sealing().values().forEach(windows -> windows.forEach(window -> attach(sealing, window)));
        generations = new Generations(new ConcurrentHashMap<>(), sealing);
        return sealing.values().stream().flatMap(List::stream).toList();
    }

    /// What was cut is in chunks.
    public void drop() {
        Generations now = generations;
        long freed = now.sealing().values().stream()
                .flatMap(List::stream)
                .mapToLong(HeadWindow::bytes)
                .sum();
        generations = new Generations(now.growing(), new ConcurrentHashMap<>());
        bytes.addAndGet(-freed);
    }

    /// A host's windows at this moment.
    public List<HeadWindow> windows(UUID hostId) {
        Generations now = generations;
        List<HeadWindow> windows = new ArrayList<>(now.sealing().getOrDefault(hostId, List.of()));
        windows.addAll(now.growing().getOrDefault(hostId, List.of()));
        return windows;
    }

    /// Whether samples of `[fromMillis, toMillis)` wait here to be sealed.
    public boolean anyBetween(long fromMillis, long toMillis) {
        Generations now = generations;
        return Stream.of(now.growing(), now.sealing())
                .flatMap(windows -> windows.values().stream())
                .flatMap(List::stream)
                .anyMatch(window ->
                        window.startMillis() < toMillis && window.startMillis() + Tier.RAW.widthMillis() > fromMillis);
    }

    public long bytes() {
        return bytes.get();
    }

    public long maxBytes() {
        return maxBytes;
    }

    /// More than half of its memory is taken: time to seal.
    public boolean isFilling() {
        return bytes.get() > maxBytes / 2;
    }

    boolean isFull() {
        return bytes.get() > maxBytes;
    }

    private HeadWindow window(long segment, JournalEntry entry, long start) {
        ConcurrentMap<UUID, List<HeadWindow>> growing = generations.growing();
        for (HeadWindow window : growing.getOrDefault(entry.hostId(), List.of())) {
            if (window.startMillis() == start
                    && window.layout().id().equals(entry.layout().id())) {
                return window;
            }
        }
        HeadWindow window = new HeadWindow(entry.hostId(), start, entry.layout(), segment);
        attach(growing, window);
        return window;
    }

    private static void attach(Map<UUID, List<HeadWindow>> windows, HeadWindow window) {
        windows.merge(window.hostId(), List.of(window), (before, added) -> {
            List<HeadWindow> all = new ArrayList<>(before);
            all.addAll(added);
            return List.copyOf(all);
        });
    }

    private record Generations(
            ConcurrentMap<UUID, List<HeadWindow>> growing, ConcurrentMap<UUID, List<HeadWindow>> sealing) {}
}
