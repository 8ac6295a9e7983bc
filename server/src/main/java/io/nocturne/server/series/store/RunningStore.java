package io.nocturne.server.series.store;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.platform.loop.Loop;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.store.chunk.LayoutAllowance;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.journal.Journal;
import io.nocturne.server.series.store.journal.JournalEntry;
import io.nocturne.server.series.store.read.PackedQuery;
import io.nocturne.server.series.store.read.RecentQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store of samples while it runs, to the last seal.
///
/// **Threads** - safe.
final class RunningStore implements SampleStore, SeriesQuery, RecentSamples, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningStore.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LayoutStore layouts;
    private final LayoutAllowance allowance;
    private final Journal journal;
    private final Upkeep upkeep;
    private final PackedQuery query;
    private final RecentQuery recent;
    private final Future<?> writing;

    private RunningStore(StoreParts parts, ExecutorService writer) {
        this.layouts = parts.layouts();
        this.allowance = parts.allowance();
        this.journal = parts.journal();
        this.upkeep = parts.upkeep();
        this.query = parts.query();
        this.recent = parts.recent();
        this.writing = writer.submit(new Loop(parts.journalPart(), journal::turn, writer::isShutdown));
    }

    /// **Shape** - `writer` has a thread for the journal until [#close].
    static RunningStore start(StoreParts parts, ExecutorService writer) {
        return new RunningStore(parts, writer);
    }

    @Override
    public Optional<KnownLayout> layout(String layoutId) {
        return layouts.name(layoutId);
    }

    @Override
    public List<NumberedSnapshot> append(
            UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots, Arrival arrival) {
        journal.requireRoom(hostId);
        int series = layout.layout().series().size();
        KnownLayout shared = layouts.put(layout, bytes -> allowance.take(hostId, series, bytes));
        return journal.append(new JournalEntry(agentId, hostId, shared, snapshots, arrival));
    }

    @Override
    public void read(RangeRequest request, SeriesSink sink) {
        query.read(request, sink);
    }

    @Override
    public Optional<LatestSnapshot> latest(UUID hostId) {
        return query.latest(hostId);
    }

    @Override
    public Set<SeriesKey> series(UUID hostId, TimeRange range) {
        return query.series(hostId, range);
    }

    @Override
    public long[] moments(UUID hostId, TimeRange range, Resolution resolution) {
        return query.moments(hostId, range, resolution);
    }

    @Override
    public Optional<ProcessTable> processes(UUID hostId, Instant at) {
        return query.processes(hostId, at);
    }

    @Override
    public List<RecentSeries> recent(UUID hostId, SeriesMatch match, TimeRange window) {
        return recent.recent(hostId, match, window);
    }

    /// Seals what is in the journal, so that the next start has nothing to replay, and stops.
    @Override
    public void close() {
        if (writing.isDone()) {
            upkeep.stop();
            log.warn(
                    "the journal's thread is gone, so nothing is sealed at the stop; the next start reads the journal again");
            return;
        }
        try {
            upkeep.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.warn("the journal could not be sealed at the stop; the next start reads it again: {}", e.toString());
        }
        try {
            journal.stop(PATIENCE);
            writing.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the journal did not stop: {}", e.toString());
            writing.cancel(true);
        }
    }
}
