package io.nocturne.agent.collect;

import io.nocturne.agent.log.RepeatedFailure;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the whole host: asks every collector in order and puts their values under one layout.
///
/// **Shape** - the layout is built anew only when a collector's set of series changes; at most
/// [Layout#MAX_SERIES]. The process table is that of the one collector that has one.
/// **Absent** - the series of a collector that failed this round; the others are not touched by its failure.
/// **Threads** - confined to "collect".
public final class HostReader {

    private static final Logger log = LoggerFactory.getLogger(HostReader.class);

    private final List<Part> parts;
    private final InstantSource clock;
    private List<Series> series = List.of();
    private @Nullable DeclaredLayout layout;

    public HostReader(List<Collector> collectors, InstantSource clock) {
        this.parts = collectors.stream()
                .map(collector -> new Part(collector, new RepeatedFailure(log, clock)))
                .toList();
        this.clock = clock;
    }

    /// Reads now.
    public Reading read() {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean changed = false;
        for (Part part : parts) {
            changed |= part.read();
        }
        DeclaredLayout current = layout;
        if (changed || current == null) {
            current = declare();
        }
        return new Reading(current, new Snapshot(time, values(), processes()));
    }

    private DeclaredLayout declare() {
        List<Series> all = new ArrayList<>();
        // Two mount points can be one once their odd characters are replaced.
        Set<SeriesKey> seen = new HashSet<>();
        for (Part part : parts) {
            part.known.stream().filter(one -> seen.add(one.key())).forEach(all::add);
        }
        if (all.size() > Layout.MAX_SERIES) {
            log.warn("this host has {} series; the first {} are reported", all.size(), Layout.MAX_SERIES);
        }
        series = List.copyOf(all.subList(0, Math.min(all.size(), Layout.MAX_SERIES)));
        List<SeriesKey> keys = series.stream().map(Series::key).toList();
        DeclaredLayout declared = DeclaredLayout.of(new Layout(keys));
        log.info("layout {} has {} series", declared.id(), keys.size());
        layout = declared;
        return declared;
    }

    private List<ProcessSample> processes() {
        for (Part part : parts) {
            List<ProcessSample> rows = part.processes;
            if (!rows.isEmpty()) {
                return rows.subList(0, Math.min(rows.size(), Snapshot.MAX_PROCESSES));
            }
        }
        return List.of();
    }

    private SampleValues values() {
        SampleValues.Builder values = new SampleValues.Builder(series.size());
        for (int i = 0; i < series.size(); i++) {
            series.get(i).appendTo(values);
        }
        return values.build();
    }

    /// A collector and the series that it had when it was last asked.
    private static final class Part {

        private final Collector collector;
        private final RepeatedFailure failure;
        private List<Series> known = List.of();
        private List<ProcessSample> processes = List.of();

        Part(Collector collector, RepeatedFailure failure) {
            this.collector = collector;
            this.failure = failure;
        }

        /// Reads and says whether the set of series is another one than before; a collector keeps the list
        /// itself while it stands, so comparing keys is not needed.
        @SuppressWarnings("ReferenceEquality")
        boolean read() {
            clear(known);
            processes = List.of();
            try {
                collector.collect();
                processes = collector.processes();
                failure.over();
            } catch (IOException | RuntimeException e) {
                clear(collector.series());
                failure.report("{} metrics cannot be read and are absent: {}", collector.name(), e.toString());
            }
            List<Series> now = collector.series();
            boolean changed = now != known;
            known = now;
            return changed;
        }

        private static void clear(List<Series> series) {
            for (int i = 0; i < series.size(); i++) {
                series.get(i).clear();
            }
        }
    }
}
