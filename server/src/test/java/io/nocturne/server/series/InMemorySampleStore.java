package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// The reference: says in the plainest way what a store does. For tests only.
///
/// It keeps everything as it came, counts what a host has twice of one layout and time once, and makes the
/// coarser resolutions anew for each question.
/// **Threads** - guarded by this.
public final class InMemorySampleStore implements SampleStore, SeriesQuery {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final Duration MAX_AGE_OF_PROCESSES = Duration.ofMinutes(10);

    private final Map<String, KnownLayout> layouts = new HashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();

    @Override
    public synchronized Optional<KnownLayout> layout(String layoutId) {
        return Optional.ofNullable(layouts.get(layoutId));
    }

    @Override
    public List<NumberedSnapshot> append(
            UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots, Arrival arrival) {
        return append(agentId, hostId, layout, snapshots);
    }

    /// Whenever they came.
    public synchronized List<NumberedSnapshot> append(
            UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots) {
        layouts.put(layout.id(), layout);
        List<NumberedSnapshot> added = new ArrayList<>();
        for (NumberedSnapshot snapshot : snapshots) {
            if (rows.putIfAbsent(agentId + "/" + snapshot.sequence(), new Row(hostId, layout, snapshot.snapshot()))
                    == null) {
                added.add(snapshot);
            }
        }
        return added;
    }

    @Override
    public synchronized void read(RangeRequest request, SeriesSink sink) {
        for (UUID hostId : request.hostIds()) {
            samples(hostId, request.range()).forEach((key, samples) -> {
                if (request.match().wants(key)) {
                    sink.accept(hostId, key, inSteps(samples, request));
                }
            });
        }
    }

    @Override
    public synchronized Optional<LatestSnapshot> latest(UUID hostId) {
        List<Row> all = rowsOf(hostId);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Snapshot newest = all.getLast().snapshot();
        return Optional.of(new LatestSnapshot(all.getLast().layout(), new Snapshot(newest.time(), newest.values())));
    }

    @Override
    public synchronized Set<SeriesKey> series(UUID hostId, TimeRange range) {
        return new TreeSet<>(samples(hostId, range).keySet());
    }

    @Override
    public synchronized Optional<ProcessTable> processes(UUID hostId, Instant at) {
        return rowsOf(hostId).reversed().stream()
                .map(Row::snapshot)
                .filter(snapshot -> !snapshot.processes().isEmpty())
                .filter(snapshot -> !snapshot.time().isAfter(at))
                .findFirst()
                .filter(snapshot -> !snapshot.time().isBefore(at.minus(MAX_AGE_OF_PROCESSES)))
                .map(snapshot -> new ProcessTable(snapshot.time(), snapshot.processes()));
    }

    @Override
    public synchronized long[] moments(UUID hostId, TimeRange range, Resolution resolution) {
        long width = resolution == Resolution.RAW ? 1 : MINUTE;
        return rowsOf(hostId).stream()
                .map(row -> row.snapshot().time())
                .filter(range::contains)
                .mapToLong(time -> Math.floorDiv(time.toEpochMilli(), width) * width)
                .sorted()
                .distinct()
                .toArray();
    }

    private List<Row> rowsOf(UUID hostId) {
        return rows.values().stream()
                .filter(row -> row.hostId().equals(hostId))
                .sorted(Comparator.comparing(row -> row.snapshot().time()))
                .toList();
    }

    private Map<SeriesKey, Steps> samples(UUID hostId, TimeRange range) {
        Map<SeriesKey, StepMerge> series = new TreeMap<>();
        Set<String> counted = new HashSet<>();
        for (Row row : rowsOf(hostId)) {
            if (!counted.add(row.layout().id() + row.snapshot().time())) {
                continue;
            }
            List<SeriesKey> keys = row.layout().layout().series();
            for (int i = 0; i < keys.size() && range.contains(row.snapshot().time()); i++) {
                if (row.snapshot().values().isPresent(i)) {
                    series.computeIfAbsent(keys.get(i), key -> new StepMerge(0))
                            .add(
                                    row.snapshot().time().toEpochMilli(),
                                    row.snapshot().values().get(i));
                }
            }
        }
        Map<SeriesKey, Steps> samples = new TreeMap<>();
        series.forEach((key, merge) -> samples.put(key, merge.finish()));
        return samples;
    }

    /// Sums are added up in order of time: samples to minutes, minutes to hours, these to steps.
    private static Steps inSteps(Steps samples, RangeRequest request) {
        Steps kept = switch (request.resolution()) {
            case RAW -> samples;
            case ONE_MINUTE -> merged(samples, MINUTE);
            case ONE_HOUR -> merged(merged(samples, MINUTE), HOUR);
        };
        return merged(kept, request.stepMillis());
    }

    private static Steps merged(Steps finer, long stepMillis) {
        StepMerge merge = new StepMerge(stepMillis);
        for (int i = 0; i < finer.size(); i++) {
            merge.add(finer.timeMillis(i), finer.min(i), finer.max(i), finer.sum(i), finer.count(i));
        }
        return merge.finish();
    }

    private record Row(UUID hostId, KnownLayout layout, Snapshot snapshot) {}
}
