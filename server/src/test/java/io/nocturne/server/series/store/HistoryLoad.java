package io.nocturne.server.series.store;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.PeriodTables;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.rollup.Buckets;
import io.nocturne.server.series.store.rollup.UnrolledBlocks;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Touches;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Fills an empty store with a history, as if the server had taken it, sealed it and rolled it up: its tables, its
/// chunks, its layouts, and what it notes as not rolled up yet. The journal stays empty.
///
/// Only the plan's template hosts are encoded, each of their chunks once. Their bytes are stored under the other hosts'
/// ids too: sizes, order on disk and the work of a read are those of hosts that all differ, but whoever compressed the
/// whole disk would find the repetition. What a server leaves behind when it writes a rollup anew each hour, dead rows
/// that are vacuumed later, is not there either.
///
/// **Threads** - confined to the caller's; works on several tables at once.
public final class HistoryLoad {

    private static final int NODE_ID = 1;
    private static final int PER_MEGABYTE = 1_000_000;
    private static final List<Tier> TIERS = List.of(Tier.RAW, Tier.ONE_MINUTE, Tier.ONE_HOUR);

    private final DatabaseKind database;
    private final DataSource source;
    private final HistoryPlan plan;
    private final HistoryValues values;
    private final int streams;

    public HistoryLoad(DatabaseKind database, DataSource source, HistoryPlan plan, HistoryValues values, int streams) {
        this.database = database;
        this.source = source;
        this.plan = plan;
        this.values = values;
        // H2 has one writer.
        this.streams = database == DatabaseKind.H2 ? 1 : streams;
    }

    /// Loads everything.
    ///
    /// **Shape** - what lies in each tier, finest first.
    public List<TierSize> run() throws Exception {
        List<Callable<TierSize>> tables = new ArrayList<>();
        for (Tier tier : TIERS) {
            List<Long> starts = starts(tier);
            starts.stream()
                    .map(tier::periodOf)
                    .distinct()
                    .forEach(period -> tables.add(() -> table(
                            tier,
                            starts.stream()
                                    .filter(start -> tier.periodOf(start) == period)
                                    .toList())));
        }
        Map<String, TierSize> sums = new HashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(streams)) {
            for (Future<TierSize> each : tables.stream().map(threads::submit).toList()) {
                sums.merge(each.get().tier(), each.get(), TierSize::plus);
            }
        }
        noteUnrolled();
        return measured(sums);
    }

    private List<Long> starts(Tier tier) {
        List<Long> starts = new ArrayList<>();
        for (long start = plan.fromMillis(tier); start < plan.toMillis(tier); start += tier.widthMillis()) {
            starts.add(start);
        }
        return starts;
    }

    private TierSize table(Tier tier, List<Long> starts) throws SQLException {
        long from = System.nanoTime();
        JdbcClient others = JdbcClient.create(source);
        HistoryChunks chunks = new HistoryChunks(
                plan, values, LayoutStore.offline(others, WireJson.mapper()), System.currentTimeMillis());
        TierSize size = new TierSize(tier.prefix(), 0, 0, 0, 0, 0);
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            String table = new PeriodTables(
                            JdbcClient.create(new SingleConnectionDataSource(connection, true)), database)
                    .make(tier, starts.getFirst());
            HistorySink sink = database == DatabaseKind.H2
                    ? new HistoryInserts(connection, table)
                    : new HistoryCopy(connection, table);
            for (long start : starts) {
                List<List<StoredChunk>> templates = new ArrayList<>();
                for (int template = 0;
                        template < Math.min(plan.templates(), plan.hostIds().size());
                        template++) {
                    templates.add(chunks.at(tier, template, start, NODE_ID));
                }
                sink.add(plan.hostIds(), templates);
                size = size.plus(sizeOf(tier, start, templates));
            }
            sink.finish();
            size = size.in((System.nanoTime() - from) / 1e9);
            System.out.printf(
                    Locale.ROOT,
                    "  %s: %,d rows, %,d MB in %.1f s%n",
                    table,
                    size.rows(),
                    size.encodedBytes() / PER_MEGABYTE,
                    size.seconds());
        }
        return size;
    }

    private TierSize sizeOf(Tier tier, long start, List<List<StoredChunk>> templates) {
        long rows = 0;
        long bytes = 0;
        long values = 0;
        long wide = tier == Tier.ONE_HOUR ? Buckets.MINUTES_AN_HOUR * Buckets.MINUTE_MILLIS : Buckets.MINUTE_MILLIS;
        for (int host = 0; host < plan.hostIds().size(); host++) {
            List<StoredChunk> chunks = templates.get(host % templates.size());
            int template = host % templates.size();
            long end = Math.min(start + tier.widthMillis(), plan.toMillis(tier));
            long each = tier == Tier.RAW
                    ? this.values.numberFrom(template, end) - this.values.numberFrom(template, start)
                    : (end - start) / wide;
            values += each * this.values.layout(template).series().size();
            rows += chunks.size();
            bytes += chunks.stream()
                    .mapToLong(chunk -> chunk.head().length + chunk.payload().length)
                    .sum();
        }
        return new TierSize(tier.prefix(), rows, values, bytes, 0, 0);
    }

    /// The running block of each host, from the hour up to which it is rolled up.
    private void noteUnrolled() {
        long from = plan.rolledMillis();
        long start = Tier.ONE_MINUTE.startOf(plan.endMillis() - 1);
        if (from < start + Tier.ONE_MINUTE.widthMillis()) {
            Touches running = new Touches();
            plan.hostIds().forEach(hostId -> running.add(hostId, Math.max(start, from)));
            new UnrolledBlocks(new JdbcTemplate(source)).touch(running);
        }
    }

    private List<TierSize> measured(Map<String, TierSize> sums) {
        JdbcClient jdbc = JdbcClient.create(source);
        if (database == DatabaseKind.POSTGRESQL) {
            jdbc.sql("VACUUM ANALYZE").update();
            jdbc.sql("CHECKPOINT").update();
        }
        PeriodTables tables = new PeriodTables(jdbc, database);
        List<TierSize> sizes = new ArrayList<>();
        for (Tier tier : TIERS) {
            long bytes = 0;
            for (String table : tables.newestFirst(tier)) {
                String size = database == DatabaseKind.H2 ? "DISK_SPACE_USED" : "pg_total_relation_size";
                bytes += jdbc.sql("SELECT " + size + "('" + table + "')")
                        .query(Long.class)
                        .single();
            }
            TierSize sum = sums.get(tier.prefix());
            if (sum != null) {
                sizes.add(sum.on(bytes));
            }
        }
        return sizes;
    }

    /// What lies in one tier.
    ///
    /// **Shape** - `values` are samples, or buckets of one series (min, max, sum and count).
    /// **Unit** - `encodedBytes` of the chunks themselves, `storedBytes` what the database takes for them with its
    /// indexes; `seconds` of all streams together.
    public record TierSize(String tier, long rows, long values, long encodedBytes, long storedBytes, double seconds) {

        public double encodedBytesPerValue() {
            return encodedBytes / (double) values;
        }

        public double storedBytesPerValue() {
            return storedBytes / (double) values;
        }

        TierSize plus(TierSize other) {
            return new TierSize(
                    tier,
                    rows + other.rows,
                    values + other.values,
                    encodedBytes + other.encodedBytes,
                    storedBytes + other.storedBytes,
                    seconds + other.seconds);
        }

        TierSize in(double took) {
            return new TierSize(tier, rows, values, encodedBytes, storedBytes, took);
        }

        TierSize on(long bytes) {
            return new TierSize(tier, rows, values, encodedBytes, bytes, seconds);
        }
    }
}
