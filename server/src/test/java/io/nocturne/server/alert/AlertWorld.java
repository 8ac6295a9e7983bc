package io.nocturne.server.alert;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.FakeClock;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.alert.store.AlertStore;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.ingest.StreamBatch;
import io.nocturne.server.ingest.StreamEntry;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.rule.RuleSet;
import io.nocturne.server.rule.RulesChanged;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.silence.Mutes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/// The engine over a real database, with hosts, rules and time that a test moves.
///
/// **Threads** - confined to the test's.
final class AlertWorld implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-29T10:00:00Z");
    static final Duration INTERVAL = Duration.ofSeconds(5);
    static final String METRIC = "system.cpu.utilization";
    private static final int NODE = 1;

    final FakeClock clock = new FakeClock(START);
    final AlertStore store;
    final List<Object> published = new ArrayList<>();
    Fault fault = Fault.NONE;
    boolean absenceExpected;

    private final HikariDataSource source = new HikariDataSource();
    private final TransactionTemplate transaction;
    private final Map<UUID, Host> hosts = new LinkedHashMap<>();
    private final List<StreamEntry> stream = new ArrayList<>();
    private final Losses losses = new Losses();
    private RuleSet rules = new RuleSet(0, List.of());
    private AlertBook book;
    private AlertEngine engine;

    AlertWorld(DatabaseKind kind) {
        switch (kind) {
            case H2 ->
                source.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
            case POSTGRESQL -> {
                DatabaseConfig fresh = TestPostgres.fresh();
                source.setJdbcUrl(String.valueOf(fresh.url()));
                source.setUsername(fresh.username());
            }
        }
        source.setMaximumPoolSize(2);
        Flyway.configure().dataSource(source).load().migrate();
        store = new AlertStore(JdbcClient.create(source), WireJson.mapper());
        transaction = new FaultyTransactions(new JdbcTransactionManager(source));
        book = newBook();
        engine = newEngine();
    }

    AlertBook book() {
        return book;
    }

    AlertEngine engine() {
        return engine;
    }

    /// The same database, and nothing else that the engine knew.
    void restart() {
        book = newBook();
        engine = newEngine();
    }

    UUID host(String name, Map<String, String> tags) {
        UUID hostId = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        hosts.put(hostId, new Host(name, tags));
        return hostId;
    }

    Host host(UUID hostId) {
        return Objects.requireNonNull(hosts.get(hostId));
    }

    void rules(String by, AlertRule... next) {
        Set<String> ids = new HashSet<>();
        rules.rules().forEach(rule -> ids.add(rule.ruleId()));
        Arrays.stream(next).forEach(rule -> ids.add(rule.ruleId()));
        rules = new RuleSet(rules.generation() + 1, List.of(next));
        persistently(() -> engine.on(new RulesChanged(ids, by)));
    }

    /// One interval later, a snapshot of a host; series by their attribute `cpu.mode`, an absent value
    /// is null.
    void sample(UUID hostId, @Nullable Double... values) {
        clock.advance(INTERVAL);
        deliver(hostId, false, List.of(clock.instant()), List.of(Arrays.asList(values)));
    }

    /// Snapshots that come late.
    void backfill(UUID hostId, Instant first, Double... values) {
        List<Instant> times = new ArrayList<>();
        List<List<@Nullable Double>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            times.add(first.plus(INTERVAL.multipliedBy(i)));
            rows.add(List.of(values[i]));
        }
        deliver(hostId, true, times, rows);
    }

    void tick() {
        persistently(engine::tick);
    }

    /// So much time goes by in which nothing comes.
    void silence(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(1)) {
            clock.advance(Duration.ofSeconds(1));
            tick();
        }
    }

    List<AlertTransition> steps() {
        return store.after(0, 100_000);
    }

    /// What happened, with who did it: `FIRING`, `ENDED/ann`.
    List<String> told() {
        return steps().stream()
                .map(step -> step.type() + (step.by() == null ? "" : "/" + step.by()))
                .toList();
    }

    Alert only() {
        List<Alert> all = steps().stream()
                .map(AlertTransition::alertId)
                .distinct()
                .map(id -> store.find(UUID.fromString(id)).orElseThrow())
                .toList();
        if (all.size() != 1) {
            throw new AssertionError("not one alert: " + all);
        }
        return all.getFirst();
    }

    @Override
    public void close() {
        source.close();
    }

    private void deliver(
            UUID hostId, boolean backfill, List<Instant> times, List<? extends List<@Nullable Double>> rows) {
        Host host = host(hostId);
        KnownLayout layout = layout(rows.getFirst().size());
        List<NumberedSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            @Nullable Double[] values = rows.get(i).toArray(new Double[0]);
            snapshots.add(new NumberedSnapshot(i, new Snapshot(times.get(i), SampleValues.of(values))));
            for (int series = 0; series < values.length; series++) {
                Double value = values[series];
                if (value != null) {
                    host.samples
                            .computeIfAbsent(layout.layout().series().get(series), _ -> new TreeMap<>())
                            .put(times.get(i), value);
                }
            }
        }
        if (!backfill) {
            host.lastSampleAt = times.getLast();
        }
        host.lastReceivedAt = clock.instant();
        stream.add(new StreamEntry(
                new Position(NODE, stream.size() + 1, 0),
                hostId,
                layout,
                snapshots,
                new Arrival(clock.instant(), backfill)));
        drain();
    }

    /// As the stream's readers do it: what is not done comes again.
    private void drain() {
        persistently(() -> {
            long done = engine.done().map(Position::segment).orElse(0L);
            for (StreamEntry entry : List.copyOf(stream)) {
                if (entry.position().segment() > done) {
                    engine.take(new StreamBatch(
                            List.of(entry),
                            Position.endOf(NODE, entry.position().segment())));
                }
            }
        });
    }

    private void persistently(Runnable what) {
        for (int i = 0; i < 5; i++) {
            try {
                what.run();
                return;
            } catch (TransactionSystemException e) {
                fault = Fault.NONE;
            }
        }
        throw new AssertionError("it failed five times");
    }

    static KnownLayout layout(int series) {
        List<SeriesKey> keys = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            keys.add(SeriesKey.of(METRIC, Map.of("cpu.mode", "m" + i)));
        }
        return KnownLayout.of(new Layout(keys));
    }

    private AlertBook newBook() {
        return new AlertBook(
                store,
                transaction,
                () -> {},
                new DiskGate(DiskWatch.none(clock), clock),
                alert -> alert,
                published::add,
                clock);
    }

    private AlertEngine newEngine() {
        return new AlertEngine(
                book, store, new Watches(this::recent), () -> rules, new Hosts(), new Quiet(), losses, () -> NODE);
    }

    private List<RecentSamples.RecentSeries> recent(UUID hostId, SeriesMatch match, TimeRange window) {
        List<RecentSamples.RecentSeries> found = new ArrayList<>();
        host(hostId).samples.forEach((key, all) -> {
            Map<Instant, Double> within = all.subMap(window.from(), window.to());
            if (match.wants(key) && !within.isEmpty()) {
                found.add(new RecentSamples.RecentSeries(
                        key,
                        within.keySet().stream()
                                .mapToLong(Instant::toEpochMilli)
                                .toArray(),
                        within.values().stream().mapToDouble(value -> value).toArray()));
            }
        });
        return found;
    }

    /// What goes wrong at the next commit.
    enum Fault {
        NONE,
        /// It is not made.
        LOST,
        /// It is made, and nobody knows.
        ANSWER_LOST
    }

    static final class Host {

        private final String name;
        private final Map<SeriesKey, TreeMap<Instant, Double>> samples = new HashMap<>();
        Map<String, String> tags;

        @Nullable
        Instant lastSampleAt;

        @Nullable
        Instant lastReceivedAt;

        @Nullable
        Instant excusedUntil;

        @Nullable
        HostStop stop;

        Host(String name, Map<String, String> tags) {
            this.name = name;
            this.tags = tags;
        }

        HostSummary summary(UUID hostId) {
            return new HostSummary(
                    hostId.toString(),
                    name,
                    HostState.REPORTING,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    tags,
                    INTERVAL.toMillis(),
                    START,
                    lastSampleAt,
                    lastReceivedAt,
                    stop,
                    null,
                    excusedUntil);
        }
    }

    private final class Hosts implements KnownHosts {

        @Override
        public List<HostSummary> all() {
            return hosts.entrySet().stream()
                    .map(entry -> entry.getValue().summary(entry.getKey()))
                    .toList();
        }

        @Override
        public Optional<HostSummary> find(UUID hostId) {
            return Optional.ofNullable(hosts.get(hostId)).map(host -> host.summary(hostId));
        }
    }

    private final class Quiet implements Mutes {

        @Override
        public List<String> muting(Map<String, String> labels, Instant at) {
            return List.of();
        }

        @Override
        public boolean isAbsenceExpected(Map<String, String> labels, Instant at) {
            return absenceExpected;
        }

        @Override
        public Instant nextAbsence(Instant after) {
            return Instant.MAX;
        }
    }

    private final class FaultyTransactions extends TransactionTemplate {

        FaultyTransactions(JdbcTransactionManager transactions) {
            super(transactions);
        }

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            Fault now = fault;
            if (now == Fault.LOST) {
                super.execute(status -> {
                    action.doInTransaction(status);
                    throw new TransactionSystemException("the commit was not made");
                });
            }
            T result = super.execute(action);
            if (now == Fault.ANSWER_LOST) {
                throw new TransactionSystemException("the answer was lost");
            }
            return result;
        }
    }
}
