package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertEvidence;
import io.nocturne.model.alert.AlertEvidence.Samples;
import io.nocturne.model.alert.AlertEvidence.TopValue;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.store.EvidenceStore;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.RecentSamples.RecentSeries;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.LatestSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Keeps what was going on at each raise: at once what is known then, and five minutes later what came after.
/// Nobody waits for it; what finds no room in its queue is left out and counted.
///
/// **Threads** - [#raised] is safe and only queues; one at a time calls [#turn].
final class EvidenceRecord {

    static final Duration AROUND = Duration.ofMinutes(5);

    private static final int MAX_WAITING = 1_000;
    private static final int MAX_A_TURN = 50;
    private static final int MAX_PROCESSES = 20;
    private static final int MAX_TOP_OF_METRIC = 3;

    private final EvidenceStore store;
    private final RecentSamples recent;
    private final SeriesQuery query;
    private final Function<UUID, Optional<LatestSnapshot>> latest;
    private final DiskGate gate;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Raised> fresh = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    /// In the order of their times, roughly.
    private final List<Open> open = new ArrayList<>();

    private boolean resumed;

    EvidenceRecord(
            EvidenceStore store,
            RecentSamples recent,
            SeriesQuery query,
            Function<UUID, Optional<LatestSnapshot>> latest,
            DiskGate gate,
            Clock clock) {
        this.store = store;
        this.recent = recent;
        this.query = query;
        this.latest = latest;
        this.gate = gate;
        this.clock = clock;
    }

    void raised(Raised raise) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            leftOut.incrementAndGet();
        } else {
            fresh.add(raise);
        }
    }

    /// How many raises have no evidence because too many came at once.
    long leftOut() {
        return leftOut.get();
    }

    /// How many raises have evidence of before alone, because too many waited for what came after.
    long cut() {
        return cut.get();
    }

    List<AlertEvidence> of(UUID alertId) {
        return store.of(alertId);
    }

    /// Does some of what is due.
    ///
    /// **Errors** - the database's own; what was not done is due still.
    void turn() {
        if (!gate.isOpen(DiskGate.Purpose.RECORDS)) {
            return;
        }
        resume();
        for (int i = 0; i < MAX_A_TURN; i++) {
            Raised raise = fresh.peek();
            if (raise == null) {
                break;
            }
            begin(raise);
            fresh.remove();
            waiting.decrementAndGet();
        }
        finish();
    }

    private void resume() {
        if (!resumed) {
            store.unfinished()
                    .forEach(one -> keepOpen(new Open(
                            one.alertId(),
                            one.hostId(),
                            one.evidence().samples().stream()
                                    .map(Samples::series)
                                    .toList(),
                            one.evidence(),
                            one.evidence().at().plus(AROUND))));
            resumed = true;
        }
    }

    private void begin(Raised raise) {
        Alert alert = raise.alert();
        UUID hostId = UUID.fromString(alert.hostId());
        UUID alertId = UUID.fromString(alert.alertId());
        List<SeriesKey> series =
                alert.metric() == null ? List.of() : List.of(SeriesKey.of(alert.metric(), alert.attributes()));
        List<Samples> samples = samples(hostId, series, raise.at());
        AlertEvidence evidence = new AlertEvidence(
                raise.number(), raise.at(), series.isEmpty(), processes(hostId, raise.at()), top(hostId), samples);
        store.write(alertId, evidence);
        if (!evidence.complete()) {
            keepOpen(new Open(alertId, hostId, series, evidence, clock.instant().plus(AROUND)));
        }
    }

    private void finish() {
        Instant now = clock.instant();
        for (int i = 0; i < MAX_A_TURN && !open.isEmpty(); i++) {
            Open first = open.getFirst();
            if (first.dueAt().isAfter(now)) {
                return;
            }
            AlertEvidence known = first.evidence();
            List<Samples> samples = samples(first.hostId(), first.series(), known.at());
            store.write(
                    first.alertId(),
                    new AlertEvidence(
                            known.number(),
                            known.at(),
                            true,
                            known.processes(),
                            known.top(),
                            samples.isEmpty() ? known.samples() : samples));
            open.removeFirst();
        }
    }

    private void keepOpen(Open one) {
        if (open.size() < MAX_WAITING) {
            open.add(one);
        } else {
            cut.incrementAndGet();
        }
    }

    private List<ProcessSample> processes(UUID hostId, Instant at) {
        return query.processes(hostId, at.plusMillis(1)).map(ProcessTable::processes).orElse(List.of()).stream()
                .limit(MAX_PROCESSES)
                .toList();
    }

    private List<TopValue> top(UUID hostId) {
        Map<String, List<TopValue>> byMetric = new HashMap<>();
        latest.apply(hostId).ifPresent(snapshot -> {
            List<SeriesKey> series = snapshot.layout().layout().series();
            SampleValues values = snapshot.snapshot().values();
            for (int i = 0; i < series.size(); i++) {
                String metric = series.get(i).metric();
                if ((metric.startsWith("system.disk.") || metric.startsWith("system.network."))
                        && values.isPresent(i)) {
                    byMetric.computeIfAbsent(metric, _ -> new ArrayList<>())
                            .add(new TopValue(series.get(i), values.get(i)));
                }
            }
        });
        return byMetric.values().stream()
                .flatMap(all -> all.stream()
                        .sorted(Comparator.comparingDouble(TopValue::value).reversed())
                        .limit(MAX_TOP_OF_METRIC))
                .limit(AlertEvidence.MAX_SERIES)
                .toList();
    }

    private List<Samples> samples(UUID hostId, List<SeriesKey> series, Instant at) {
        List<Samples> samples = new ArrayList<>();
        TimeRange around = new TimeRange(at.minus(AROUND), at.plus(AROUND));
        for (SeriesKey key : series) {
            SeriesMatch match = new SeriesMatch(Set.of(key.metric()), key.attributes());
            for (RecentSeries found : recent.recent(hostId, match, around)) {
                if (found.key().equals(key)) {
                    samples.add(thinned(found));
                }
            }
        }
        return samples;
    }

    /// Every n-th where there are too many.
    private static Samples thinned(RecentSeries found) {
        int size = found.values().length;
        int step = (size + AlertEvidence.MAX_SAMPLES - 1) / AlertEvidence.MAX_SAMPLES;
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < size; i += step) {
            times.add(Instant.ofEpochMilli(found.timesMillis()[i]));
            values.add(found.values()[i]);
        }
        return new Samples(found.key(), times, values);
    }

    private record Open(UUID alertId, UUID hostId, List<SeriesKey> series, AlertEvidence evidence, Instant dueAt) {}
}
