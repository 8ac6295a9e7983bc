package io.nocturne.server.series.store.read;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.series.store.chunk.LayoutStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// At which places of each layout the series stand that a question asks for.
///
/// **Threads** - confined to the caller's.
final class WantedSeries {

    private final SeriesMatch match;
    private final LayoutStore layouts;
    private final Map<String, List<Column>> columns = new HashMap<>();

    WantedSeries(SeriesMatch match, LayoutStore layouts) {
        this.match = match;
        this.layouts = layouts;
    }

    List<Column> of(String layoutId) {
        List<Column> known = columns.get(layoutId);
        return known == null ? of(layouts.require(layoutId)) : known;
    }

    List<Column> of(KnownLayout layout) {
        return columns.computeIfAbsent(layout.id(), id -> find(layout));
    }

    private List<Column> find(KnownLayout layout) {
        List<Column> found = new ArrayList<>();
        List<SeriesKey> keys = layout.layout().series();
        for (int position : match.positions(layout.layout())) {
            found.add(new Column(position, keys.get(position)));
        }
        return List.copyOf(found);
    }

    /// A series and its place in the layout, from 0.
    record Column(int position, SeriesKey key) {}
}
