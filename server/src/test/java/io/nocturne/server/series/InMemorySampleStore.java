package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.SeriesData;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The reference: says in the plainest way what a store does. For tests only.
///
/// **Threads** - guarded by this.
public final class InMemorySampleStore implements SampleStore, SeriesQuery {

    private final Map<String, KnownLayout> layouts = new HashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();

    @Override
    public synchronized Optional<KnownLayout> layout(String layoutId) {
        return Optional.ofNullable(layouts.get(layoutId));
    }

    @Override
    public synchronized List<NumberedSnapshot> append(
            UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots) {
        layouts.put(layout.id(), layout);
        List<NumberedSnapshot> added = new ArrayList<>();
        for (NumberedSnapshot snapshot : snapshots) {
            if (rows.putIfAbsent(agentId + "/" + snapshot.sequence(), new Row(hostId, layout, snapshot)) == null) {
                added.add(snapshot);
            }
        }
        return added;
    }

    @Override
    public synchronized List<SeriesData> range(RangeRequest request) {
        Map<SeriesKey, StepMerge> series = new TreeMap<>();
        rowsOf(request.hostId()).stream()
                .filter(row -> request.range().contains(row.snapshot().time()))
                .forEach(row -> collect(row, request, series));
        return series.entrySet().stream()
                .map(entry -> new SeriesData(
                        request.hostId().toString(),
                        entry.getKey().metric(),
                        entry.getKey().attributes(),
                        entry.getValue().finish()))
                .toList();
    }

    @Override
    public synchronized Optional<LatestSnapshot> latest(UUID hostId) {
        List<Row> all = rowsOf(hostId);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new LatestSnapshot(all.getLast().layout(), all.getLast().snapshot()));
    }

    private List<Row> rowsOf(UUID hostId) {
        return rows.values().stream()
                .filter(row -> row.hostId().equals(hostId))
                .sorted(Comparator.comparing(row -> row.snapshot().time()))
                .toList();
    }

    private static void collect(Row row, RangeRequest request, Map<SeriesKey, StepMerge> series) {
        List<SeriesKey> keys = row.layout().layout().series();
        for (int i = 0; i < keys.size(); i++) {
            SeriesKey key = keys.get(i);
            boolean wanted = request.metrics().contains(key.metric())
                    && key.attributes()
                            .entrySet()
                            .containsAll(request.attributes().entrySet());
            if (wanted && row.snapshot().values().isPresent(i)) {
                series.computeIfAbsent(key, k -> new StepMerge(request.stepMillis()))
                        .add(
                                row.snapshot().time().toEpochMilli(),
                                row.snapshot().values().get(i));
            }
        }
    }

    private record Row(UUID hostId, KnownLayout layout, NumberedSnapshot snapshot) {}
}
