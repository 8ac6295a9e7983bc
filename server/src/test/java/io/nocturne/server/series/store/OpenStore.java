package io.nocturne.server.series.store;

import io.nocturne.model.fleet.StoreStatus;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.ingest.StreamConsumer;
import io.nocturne.server.ingest.StreamFollower;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.store.chunk.LayoutAllowance;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.read.KeptChunks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The store as the server runs it, but moved on by the test instead of by time.
final class OpenStore implements SampleStore, SeriesQuery, RecentSamples, AutoCloseable {

    private static final long MAX_HEAD_BYTES = 64L << 20;

    private static final Pace STREAM_PACE = new Pace(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(2));

    private static final long STREAM_BYTES = 200_000;

    static final int SERIES_A_BLOCK = 3_000;

    private static final long MAX_LAYOUT_BYTES = 16L << 20;

    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final Parts supervised;
    private final Leases leases;
    private final StoreTables tables;
    private final StoreParts parts;
    private final RunningStore store;
    private final StreamReaders readers;
    private final Clock clock;

    OpenStore(DataSource source, DatabaseKind kind, Clock clock) {
        this(source, kind, clock, Encryption.none());
    }

    /// With somebody who works through the stream.
    OpenStore(
            DataSource source,
            DatabaseKind kind,
            Clock clock,
            List<StreamFollower> followers,
            StreamConsumer consumer) {
        this(source, kind, clock, Retention.DEFAULT, MAX_HEAD_BYTES, Encryption.none(), followers, List.of(consumer));
    }

    OpenStore(DataSource source, DatabaseKind kind, Clock clock, Encryption encryption) {
        this(source, kind, clock, Retention.DEFAULT, MAX_HEAD_BYTES, encryption);
    }

    OpenStore(
            DataSource source,
            DatabaseKind kind,
            Clock clock,
            Retention retention,
            long maxHeadBytes,
            Encryption encryption) {
        this(source, kind, clock, retention, maxHeadBytes, encryption, List.of(), List.of());
    }

    private OpenStore(
            DataSource source,
            DatabaseKind kind,
            Clock clock,
            Retention retention,
            long maxHeadBytes,
            Encryption encryption,
            List<StreamFollower> followers,
            List<StreamConsumer> consumers) {
        JdbcTemplate jdbc = new JdbcTemplate(source, true);
        this.supervised = new Parts(clock);
        DiskSync disk = new DiskSync(JdbcClient.create(jdbc), kind);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        DiskGate gate = new DiskGate(DiskWatch.none(clock), clock);
        this.leases = Leases.take(JdbcClient.create(jdbc), transaction, "a test", true, gate, clock);
        this.tables = StoreTables.open(jdbc, kind, disk, leases.node(), encryption);
        LayoutStore layouts = new LayoutStore(JdbcClient.create(jdbc), WireJson.mapper(), clock, MAX_LAYOUT_BYTES);
        this.parts = StoreParts.assemble(
                tables,
                layouts,
                Changes.of(JdbcClient.create(jdbc), transaction, leases),
                disk,
                new StoreSettings(
                        leases,
                        retention,
                        maxHeadBytes,
                        gate,
                        new TableHold(),
                        new LayoutAllowance(clock, UUID::toString),
                        supervised,
                        clock),
                new StoreParts.Sizes(
                        Math.min(StoreParts.pieceBytes(maxHeadBytes), maxHeadBytes / 256),
                        SERIES_A_BLOCK,
                        STREAM_BYTES,
                        maxHeadBytes / 2));
        this.store = RunningStore.start(parts, writer);
        this.readers = new StreamReaders(parts.stream(), supervised, STREAM_PACE, Executors.newCachedThreadPool());
        this.clock = clock;
        readers.open(followers, consumers);
    }

    Upkeep upkeep() {
        return parts.upkeep();
    }

    LeaderWork leaderWork() {
        return parts.leaderWork();
    }

    Leases leases() {
        return leases;
    }

    Parts supervised() {
        return supervised;
    }

    StoreStatus status() {
        return new MeasuredStore(parts).status();
    }

    Optional<String> problem() {
        return leases.problem();
    }

    LayoutStore layouts() {
        return parts.layouts();
    }

    StoreTables tables() {
        return tables;
    }

    Head head() {
        return parts.head();
    }

    KeptChunks kept() {
        return parts.kept();
    }

    void rollAll() {
        boolean more = true;
        while (more) {
            more = leaderWork().roll();
        }
    }

    /// Stops as a killed process does: nothing more is written.
    void kill() {
        readers.close();
        writer.shutdownNow();
    }

    /// Stops as planned.
    @Override
    public void close() {
        readers.close();
        store.close();
        writer.shutdownNow();
    }

    @Override
    public Optional<KnownLayout> layout(String layoutId) {
        return store.layout(layoutId);
    }

    @Override
    public List<NumberedSnapshot> append(
            UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots, Arrival arrival) {
        return store.append(agentId, hostId, layout, snapshots, arrival);
    }

    /// As if they had just been measured.
    List<NumberedSnapshot> append(UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots) {
        return append(agentId, hostId, layout, snapshots, new Arrival(clock.instant(), false));
    }

    @Override
    public void read(RangeRequest request, SeriesSink sink) {
        store.read(request, sink);
    }

    @Override
    public Optional<LatestSnapshot> latest(UUID hostId) {
        return store.latest(hostId);
    }

    @Override
    public Set<SeriesKey> series(UUID hostId, TimeRange range) {
        return store.series(hostId, range);
    }

    @Override
    public long[] moments(UUID hostId, TimeRange range, Resolution resolution) {
        return store.moments(hostId, range, resolution);
    }

    @Override
    public Optional<ProcessTable> processes(UUID hostId, Instant at) {
        return store.processes(hostId, at);
    }

    @Override
    public List<RecentSeries> recent(UUID hostId, SeriesMatch match, TimeRange window) {
        return store.recent(hostId, match, window);
    }
}
