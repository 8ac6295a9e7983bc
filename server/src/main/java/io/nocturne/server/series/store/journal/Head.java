package io.nocturne.server.series.store.journal;

import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.ingest.JavaBytes;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.series.store.chunk.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What is in the journal and not in chunks yet, in memory, where queries find it.
///
/// It has two generations: one that grows, and one that a seal is making chunks of. A host may hold as much as is
/// still free, so that one host alone fills half of it, and the rest stays for the others.
///
/// **Unit** - bytes as [JavaBytes] estimates them, of rows, windows, and the layouts that they name.
/// **Threads** - one thread adds and cuts; any number read.
public final class Head {

    /// A week of ten minutes each, and some. More than these, and sealing them would take long.
    static final int MAX_WINDOWS_A_HOST = 1_200;

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final WindowWriter writer = new WindowWriter();
    private volatile Generations generations = new Generations(new Growing(), new Sealing(Map.of(), Map.of()));
    private volatile boolean pressed;
    /// Since the last cut, and not packed: the journal has grown with it, and a seal's transaction takes all of that.
    private final AtomicLong arrived = new AtomicLong();

    public Head(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Adds what the journal holds under a segment; a second time changes nothing.
    public void add(long segment, JournalEntry entry) {
        if (entry.snapshots().isEmpty()) {
            return;
        }
        Growing growing = generations.growing();
        HostShare share = growing.hosts().computeIfAbsent(entry.hostId(), id -> new HostShare());
        KnownLayout layout = growing.layouts().get(entry.layout().id());
        if (layout == null) {
            layout = entry.layout();
            growing.layouts().put(layout.id(), layout);
            grow(share, layout.bytes());
        }
        for (var numbered : entry.snapshots()) {
            Snapshot snapshot = numbered.snapshot();
            WindowKey key = new WindowKey(Tier.RAW.startOf(snapshot.time().toEpochMilli()), layout.id());
            HeadWindow window = share.windows().get(key);
            if (window == null) {
                window = new HeadWindow(entry.hostId(), key.startMillis(), layout, segment);
                share.windows().put(key, window);
                grow(share, HeadWindow.EMPTY_BYTES);
            }
            grow(share, window.add(snapshot, writer));
            arrived.addAndGet(JavaBytes.of(snapshot));
        }
    }

    /// Why nothing more is taken of a host now; empty if it is.
    Optional<String> refusal(UUID hostId) {
        long taken = bytes.get();
        if (taken > maxBytes) {
            return press("what waits to be sealed fills its memory");
        }
        Generations now = generations;
        HostShare growing = now.growing().hosts().get(hostId);
        Sealed sealing = now.sealing().hosts().get(hostId);
        long own = (growing == null ? 0 : growing.bytes().get()) + (sealing == null ? 0 : sealing.bytes());
        if (own > maxBytes - taken) {
            return press("what waits to be sealed of this host is more than its share of the memory");
        }
        if (growing != null && growing.windows().size() >= MAX_WINDOWS_A_HOST) {
            return press("samples of this host that wait to be sealed lie in %d different ten minutes, allowed are %d"
                    .formatted(growing.windows().size(), MAX_WINDOWS_A_HOST));
        }
        return Optional.empty();
    }

    /// Begins a new generation and returns all windows of those before.
    List<HeadWindow> cut() {
        Generations now = generations;
        Map<UUID, Sealed> hosts = new HashMap<>(now.sealing().hosts());
        // If the last seal failed, what it could not write goes along with the rest.
        now.growing().hosts().forEach((hostId, share) -> hosts.merge(hostId, share.sealed(), Sealed::and));
        Map<String, KnownLayout> layouts = new HashMap<>(now.sealing().layouts());
        layouts.putAll(now.growing().layouts());
        generations = new Generations(new Growing(), new Sealing(hosts, layouts));
        pressed = false;
        arrived.set(0);
        return hosts.values().stream().flatMap(host -> host.windows().stream()).toList();
    }

    /// What was cut is in chunks.
    public void drop() {
        Generations now = generations;
        generations = new Generations(now.growing(), new Sealing(Map.of(), Map.of()));
        bytes.addAndGet(-now.sealing().hosts().values().stream()
                .mapToLong(Sealed::bytes)
                .sum());
    }

    /// A host's windows at this moment.
    public List<HeadWindow> windows(UUID hostId) {
        Generations now = generations;
        Sealed sealing = now.sealing().hosts().get(hostId);
        List<HeadWindow> windows = sealing == null ? new ArrayList<>() : new ArrayList<>(sealing.windows());
        HostShare growing = now.growing().hosts().get(hostId);
        if (growing != null) {
            windows.addAll(growing.windows().values());
        }
        return windows;
    }

    /// Whether samples of `[fromMillis, toMillis)` wait here to be sealed.
    public boolean anyBetween(long fromMillis, long toMillis) {
        Generations now = generations;
        return Stream.concat(
                        now.growing().hosts().values().stream().flatMap(share -> share.windows().values().stream()),
                        now.sealing().hosts().values().stream().flatMap(waiting -> waiting.windows().stream()))
                .anyMatch(window -> window.overlaps(fromMillis, toMillis));
    }

    /// Whether something in it is of a layout.
    public boolean names(String layoutId) {
        Generations now = generations;
        return now.growing().layouts().containsKey(layoutId)
                || now.sealing().layouts().containsKey(layoutId);
    }

    public long bytes() {
        return bytes.get();
    }

    public long maxBytes() {
        return maxBytes;
    }

    /// Nearly half of its memory is taken, or as much arrived as it could hold if it did not pack: time to seal.
    public boolean isFilling() {
        return arrived.get() > maxBytes || bytes.get() > maxBytes / 5 * 2;
    }

    /// A host was refused because of its own share: a seal helps it, and costs all others something.
    public boolean isPressed() {
        return pressed;
    }

    private void grow(HostShare share, long by) {
        share.bytes().addAndGet(by);
        bytes.addAndGet(by);
    }

    private Optional<String> press(String why) {
        pressed = true;
        return Optional.of(why);
    }

    private record WindowKey(long startMillis, String layoutId) {}

    private record HostShare(ConcurrentMap<WindowKey, HeadWindow> windows, AtomicLong bytes) {

        HostShare() {
            this(new ConcurrentHashMap<>(), new AtomicLong());
        }

        Sealed sealed() {
            return new Sealed(List.copyOf(windows.values()), bytes.get());
        }
    }

    private record Growing(ConcurrentMap<UUID, HostShare> hosts, ConcurrentMap<String, KnownLayout> layouts) {

        Growing() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    private record Sealed(List<HeadWindow> windows, long bytes) {

        Sealed and(Sealed later) {
            List<HeadWindow> all = new ArrayList<>(windows);
            all.addAll(later.windows());
            return new Sealed(all, bytes + later.bytes());
        }
    }

    private record Sealing(Map<UUID, Sealed> hosts, Map<String, KnownLayout> layouts) {}

    private record Generations(Growing growing, Sealing sealing) {}
}
