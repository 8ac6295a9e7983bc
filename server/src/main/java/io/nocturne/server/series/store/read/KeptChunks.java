package io.nocturne.server.series.store.read;

import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.store.chunk.ChunkColumns;
import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.HeadWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The raw chunks of the last minutes, in memory, of every host that somebody asks for: read once, and from then
/// on what each seal writes. With the head that is all that there is of these minutes.
///
/// Before the head lets go of what was sealed, [#settle] makes sure that it is here, whatever became of the seal;
/// a host of which it is not is forgotten, and read again when it is asked for.
///
/// **Shape** - when it is full the oldest go first, of all hosts alike; one host holds an eighth at most.
/// **Threads** - safe; readers wait for nobody but the database. Changes are guarded by this.
public final class KeptChunks {

    private static final long KEPT_MILLIS = RecentSamples.KEPT.toMillis();
    /// A host that nobody asks for is forgotten when it has nothing left of the time in which somebody did.
    private static final long IDLE_MILLIS = KEPT_MILLIS + Tier.RAW.widthMillis();
    /// How far ahead of now a question may go. Samples are at most five minutes ahead.
    private static final long AHEAD_MILLIS = Duration.ofHours(1).toMillis();
    /// How far ahead chunks are read. There are none, unless a clock was set back: then all of them would be too
    /// many. So a host is read again when questions come near to this.
    private static final long READ_AHEAD_MILLIS = Duration.ofHours(6).toMillis();

    private static final int SHARES = 8;

    private final int nodeId;
    private final ChunkTables tables;
    private final long maxBytes;
    private final Clock clock;
    private final ConcurrentMap<UUID, KeptHost> hosts = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private long settledAt = Long.MIN_VALUE;

    public KeptChunks(int nodeId, ChunkTables tables, long maxBytes, Clock clock) {
        this.nodeId = nodeId;
        this.tables = tables;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /// All chunks of a host that can have samples of `[fromMillis, toMillis)`, and others; read if they are not here.
    ///
    /// **Absent** - where memory does not reach so far, or somebody else is just reading them.
    Optional<List<ChunkColumns>> of(UUID hostId, long fromMillis, long toMillis) {
        long now = clock.millis();
        long oldest = Tier.RAW.startOf(now - KEPT_MILLIS);
        if (fromMillis < oldest || toMillis > now + AHEAD_MILLIS) {
            return Optional.empty();
        }
        KeptHost known = hosts.get(hostId);
        KeptHost host = known == null || known.toMillis < toMillis ? read(hostId, known, oldest, now) : known;
        host.askedAt = now;
        // In this order: what was there before it was read is not all of it.
        return Optional.of(host)
                .filter(read -> read.isRead)
                .map(read -> read.chunks)
                .filter(present -> present.fromMillis() <= fromMillis)
                .map(HostChunks::chunks);
    }

    /// Takes what a seal has written, of the hosts that are here.
    ///
    /// **Shape** - all chunks of each of their spots.
    public void put(List<StoredChunk> written) {
        bySpot(written).forEach(this::putSpot);
    }

    /// The head is about to let go of windows.
    public synchronized void settle(List<HeadWindow> sealed) {
        long now = clock.millis();
        if (now < settledAt) {
            // What was dropped as too old is young again.
            List.copyOf(hosts.keySet()).forEach(this::forget);
        }
        settledAt = now;
        sealed.forEach(window -> {
            KeptHost host = hosts.get(window.hostId());
            if (host != null && !host.chunks.outlives(window, nodeId)) {
                forget(window.hostId());
            }
        });
        List.copyOf(hosts.entrySet()).forEach(entry -> age(entry.getKey(), entry.getValue(), now));
    }

    public long bytes() {
        return bytes.get();
    }

    public long maxBytes() {
        return maxBytes;
    }

    private KeptHost read(UUID hostId, @Nullable KeptHost outdated, long fromMillis, long now) {
        KeptHost fresh = new KeptHost(HostChunks.none(fromMillis), Tier.RAW.startOf(now) + READ_AHEAD_MILLIS, now);
        KeptHost entered = enter(hostId, outdated, fresh);
        if (entered == fresh) {
            try {
                // From now on seals put theirs beside; of what is here twice the newer one counts.
                install(hostId, fresh, tables.find(Tier.RAW, hostId, fromMillis, fresh.toMillis));
            } catch (RuntimeException | Error e) {
                leave(hostId, fresh);
                throw e;
            }
        }
        return entered;
    }

    /// Two may find that a host is not here: one of them reads it, and the other does without.
    private synchronized KeptHost enter(UUID hostId, @Nullable KeptHost outdated, KeptHost fresh) {
        KeptHost present = hosts.get(hostId);
        if (present != null && present != outdated) {
            return present;
        }
        forget(hostId);
        hosts.put(hostId, fresh);
        bytes.addAndGet(fresh.chunks.bytes());
        return fresh;
    }

    private synchronized void install(UUID hostId, KeptHost fresh, List<StoredChunk> stored) {
        if (hosts.get(hostId) != fresh) {
            // Forgotten while it was read.
            return;
        }
        bySpot(stored).forEach(spot -> change(fresh, fresh.chunks.with(spot)));
        fresh.isRead = true;
        fit(fresh);
    }

    private synchronized void leave(UUID hostId, KeptHost fresh) {
        if (hosts.get(hostId) == fresh) {
            forget(hostId);
        }
    }

    private synchronized void putSpot(List<StoredChunk> spot) {
        KeptHost host = hosts.get(spot.getFirst().hostId());
        if (host != null) {
            change(host, host.chunks.with(spot));
            fit(host);
        }
    }

    private void age(UUID hostId, KeptHost host, long now) {
        if (now - host.askedAt > IDLE_MILLIS) {
            forget(hostId);
        } else {
            change(host, host.chunks.since(Tier.RAW.startOf(now - KEPT_MILLIS)));
        }
    }

    private void fit(KeptHost changed) {
        while (changed.chunks.bytes() > maxBytes / SHARES
                && !changed.chunks.chunks().isEmpty()) {
            change(changed, changed.chunks.withoutOldest());
        }
        long oldest = 0;
        while (bytes.get() > maxBytes && oldest < Long.MAX_VALUE) {
            oldest = hosts.values().stream()
                    .mapToLong(host -> host.chunks.oldestMillis())
                    .min()
                    .orElse(Long.MAX_VALUE);
            for (KeptHost host : hosts.values()) {
                if (host.chunks.oldestMillis() == oldest && oldest < Long.MAX_VALUE) {
                    change(host, host.chunks.withoutOldest());
                }
            }
        }
    }

    private void change(KeptHost host, HostChunks next) {
        bytes.addAndGet(next.bytes() - host.chunks.bytes());
        host.chunks = next;
    }

    private void forget(UUID hostId) {
        KeptHost gone = hosts.remove(hostId);
        bytes.addAndGet(gone == null ? 0 : -gone.chunks.bytes());
    }

    private static Collection<List<StoredChunk>> bySpot(List<StoredChunk> chunks) {
        return chunks.stream()
                .collect(Collectors.groupingBy(chunk -> new Spot(chunk.hostId(), chunk.startMillis(), chunk.nodeId())))
                .values();
    }

    /// A host that somebody asks for. Chunks that begin at `toMillis` or later were not looked for.
    private static final class KeptHost {

        private final long toMillis;
        private volatile HostChunks chunks;
        /// What was stored before is here too.
        private volatile boolean isRead;

        private volatile long askedAt;

        KeptHost(HostChunks chunks, long toMillis, long askedAt) {
            this.chunks = chunks;
            this.toMillis = toMillis;
            this.askedAt = askedAt;
        }
    }
}
