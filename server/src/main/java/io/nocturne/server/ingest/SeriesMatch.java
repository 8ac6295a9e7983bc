package io.nocturne.server.ingest;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which series somebody asks for, and where they stand in a layout.
///
/// **Shape** - no metrics means every metric; every attribute must be equal in a series, which may have others.
/// **Threads** - immutable.
public record SeriesMatch(Set<String> metrics, Map<String, String> attributes) {

    public SeriesMatch {
        metrics = Set.copyOf(metrics);
        attributes = Map.copyOf(attributes);
    }

    public SeriesMatch(Collection<String> metrics, Map<String, String> attributes) {
        this(Set.copyOf(metrics), attributes);
    }

    public boolean wants(SeriesKey key) {
        return (metrics.isEmpty() || metrics.contains(key.metric()))
                && (attributes.isEmpty() || key.attributes().entrySet().containsAll(attributes.entrySet()));
    }

    /// The places in every snapshot of the layout, ascending, from 0.
    public int[] positions(Layout layout) {
        List<SeriesKey> keys = layout.series();
        int[] positions = new int[keys.size()];
        int size = 0;
        for (int i = 0; i < keys.size(); i++) {
            if (wants(keys.get(i))) {
                positions[size++] = i;
            }
        }
        return Arrays.copyOf(positions, size);
    }

    /// The same for many snapshots: most hosts share a layout, and each is looked through once.
    public Found inLayouts() {
        return new Found(this);
    }

    /// The places in each layout that came by so far.
    ///
    /// **Threads** - confined to the caller's; made for one question and dropped with it.
    public static final class Found {

        private final SeriesMatch match;
        private final Map<String, int[]> positions = new HashMap<>();

        private Found(SeriesMatch match) {
            this.match = match;
        }

        /// Not to be written to.
        public int[] positions(KnownLayout layout) {
            int[] known = positions.get(layout.id());
            if (known == null) {
                known = match.positions(layout.layout());
                positions.put(layout.id(), known);
            }
            return known;
        }
    }
}
