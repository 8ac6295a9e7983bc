package io.nocturne.server.live;

import io.nocturne.model.live.LiveRequest.Subscribe;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.SeriesMatch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What a client asked for, and how each layout is cut to it.
///
/// **Threads** - safe.
final class Subscription {

    private static final int MAX_CUTS = 2_000;

    private final String name;
    private final Set<String> hosts;
    private final Set<String> metrics;
    private final ConcurrentMap<String, Optional<Cut>> cuts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> declared = new ConcurrentHashMap<>();

    Subscription(Subscribe request) {
        this.name = request.subscription();
        this.hosts = Set.copyOf(request.hosts());
        this.metrics = Set.copyOf(request.metrics());
    }

    String name() {
        return name;
    }

    Set<String> hosts() {
        return hosts;
    }

    /// How many characters its names have.
    int textLength() {
        int length = name.length();
        for (String host : hosts) {
            length += host.length();
        }
        for (String metric : metrics) {
            length += metric.length();
        }
        return length;
    }

    boolean wants(String hostId) {
        return hosts.isEmpty() || hosts.contains(hostId);
    }

    /// Notes which layout the client is told for a host; true when it is another one than before, so
    /// that it has to be told.
    boolean declare(String hostId, String layoutId) {
        return !layoutId.equals(declared.put(hostId, layoutId));
    }

    /// How snapshots of a layout are cut; empty when nothing of it was asked for.
    Optional<Cut> cut(KnownLayout layout) {
        if (cuts.size() > MAX_CUTS) {
            cuts.clear();
        }
        return cuts.computeIfAbsent(layout.id(), id -> makeCut(layout));
    }

    private Optional<Cut> makeCut(KnownLayout layout) {
        if (metrics.isEmpty()) {
            BitSet all = new BitSet();
            all.set(0, layout.layout().series().size());
            return Optional.of(new Cut(layout, all));
        }
        BitSet kept = new BitSet();
        List<SeriesKey> keys = new ArrayList<>();
        for (int position : new SeriesMatch(metrics, Map.of()).positions(layout.layout())) {
            kept.set(position);
            keys.add(layout.layout().series().get(position));
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new Cut(KnownLayout.of(new Layout(keys)), kept));
    }

    /// A layout's part that was asked for, and which positions it takes.
    record Cut(KnownLayout layout, BitSet positions) {

        SampleValues of(SampleValues values) {
            return values.select(positions::get);
        }
    }
}
