package io.nocturne.server.alert;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.alert.store.SlotKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the rules look at on one host, as long as neither they nor what the host says of itself change.
///
/// **Threads** - guarded by the lock of [AlertBook].
final class HostWatch {

    private static final int MAX_LAYOUTS = 4;

    private final UUID hostId;
    private final String name;
    private final Map<String, String> tags;
    private final List<Bound> ofHost = new ArrayList<>();
    private final Map<SlotKey, Slot> slots = new HashMap<>();
    private final Map<String, Bound[]> ofLayout = new HashMap<>();
    private long firstMillis = Long.MAX_VALUE;
    private long newestMillis = Long.MIN_VALUE;

    HostWatch(HostSummary host) {
        this.hostId = UUID.fromString(host.hostId());
        this.name = host.name();
        this.tags = host.tags();
    }

    /// Whether the host still says of itself what the rules were chosen by.
    boolean isOf(HostSummary host) {
        return name.equals(host.name()) && tags.equals(host.tags());
    }

    UUID hostId() {
        return hostId;
    }

    /// The one slot of an instance, in whichever layouts it stands.
    Slot slot(AlertBook book, SlotKey key, @Nullable SeriesKey series) {
        return slots.computeIfAbsent(key, _ -> book.slot(key).orElseGet(() -> new Slot(key, series)));
    }

    void keep(Bound bound) {
        ofHost.add(bound);
    }

    /// What is not in a snapshot.
    List<Bound> ofHost() {
        return ofHost;
    }

    Bound @Nullable [] ofLayout(String layoutId) {
        return ofLayout.get(layoutId);
    }

    void keep(String layoutId, Bound[] bounds) {
        if (ofLayout.size() >= MAX_LAYOUTS) {
            ofLayout.clear();
        }
        ofLayout.put(layoutId, bounds);
    }

    /// Whoever was away for longer than the gap has to be watched anew: what it does not look at each time is
    /// not gone yet.
    void saw(long millis, Duration gap) {
        boolean wasAway = newestMillis != Long.MIN_VALUE && millis - newestMillis > gap.toMillis();
        firstMillis = wasAway ? millis : Math.min(firstMillis, millis);
        newestMillis = Math.max(newestMillis, millis);
    }

    /// Whether a series that was seen last at a time is gone: others came for so long, and it did not.
    boolean isGone(long lastMillis, Duration patience) {
        return newestMillis != Long.MIN_VALUE && newestMillis - Math.max(lastMillis, firstMillis) > patience.toMillis();
    }
}
