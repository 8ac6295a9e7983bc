package io.nocturne.server.series.store;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.SeriesData;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.StepMerge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Takes snapshots in order of time and sorts their values into the series that a request asks for.
///
/// **Threads** - confined to the caller's.
final class RangeAssembly {

    private final RangeRequest request;
    private final Function<String, Layout> layouts;
    private final Map<String, Map<Integer, SeriesKey>> wanted = new HashMap<>();
    private final Map<SeriesKey, StepMerge> series = new TreeMap<>();

    RangeAssembly(RangeRequest request, Function<String, Layout> layouts) {
        this.request = request;
        this.layouts = layouts;
    }

    void add(long timeMillis, String layoutId, byte[] samples) {
        Map<Integer, SeriesKey> positions = wanted.computeIfAbsent(layoutId, id -> positions(layouts.apply(id)));
        if (positions.isEmpty()) {
            return;
        }
        SampleValues values = SampleBytes.decode(samples);
        positions.forEach((position, key) -> {
            if (values.isPresent(position)) {
                series.computeIfAbsent(key, k -> new StepMerge(request.stepMillis()))
                        .add(timeMillis, values.get(position));
            }
        });
    }

    List<SeriesData> finish() {
        return series.entrySet().stream()
                .map(entry -> new SeriesData(
                        request.hostId().toString(),
                        entry.getKey().metric(),
                        entry.getKey().attributes(),
                        entry.getValue().finish()))
                .toList();
    }

    private Map<Integer, SeriesKey> positions(Layout layout) {
        Map<Integer, SeriesKey> positions = new HashMap<>();
        for (int i = 0; i < layout.series().size(); i++) {
            SeriesKey key = layout.series().get(i);
            if (request.metrics().contains(key.metric())
                    && key.attributes()
                            .entrySet()
                            .containsAll(request.attributes().entrySet())) {
                positions.put(i, key);
            }
        }
        return positions;
    }
}
