package io.nocturne.server.series.store.chunk;

import io.nocturne.model.fleet.StoreStatus.TierSize;
import io.nocturne.server.platform.config.DatabaseKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables that chunks lie in: one for each tier and period, made when its first chunk comes and dropped when
/// its last one is too old, which gives the disk back at once.
///
/// **Threads** - safe; one thread makes and drops.
public final class PeriodTables {

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS %s (
                host_id UUID NOT NULL, start_millis BIGINT NOT NULL, node_id INTEGER NOT NULL, part INTEGER NOT NULL,
                layout_id VARCHAR(32) NOT NULL, version BIGINT NOT NULL, key_id INTEGER NOT NULL,
                head BYTEA NOT NULL, payload BYTEA NOT NULL,
                PRIMARY KEY (host_id, start_millis, node_id, part))
            """;
    /// Finds what is left under an old key, or whether there is anything, without reading all rows.
    private static final String INDEX =
            "CREATE INDEX IF NOT EXISTS %1$s_key ON %1$s (key_id, host_id, start_millis, node_id, part)";

    private final JdbcClient jdbc;
    private final DatabaseKind database;
    private final Map<Tier, NavigableMap<Long, String>> tables = new EnumMap<>(Tier.class);
    /// Those of which it is open whether they were dropped.
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    public PeriodTables(JdbcClient jdbc, DatabaseKind database) {
        this.jdbc = jdbc;
        this.database = database;
        for (Tier tier : Tier.values()) {
            tables.put(tier, new ConcurrentSkipListMap<>());
        }
        reload();
    }

    /// Takes what the database has: another server may have made tables and dropped some.
    public void reload() {
        List<String> names = jdbc.sql(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA")
                .query((row, index) -> row.getString(1))
                .list();
        for (Tier tier : Tier.values()) {
            Map<Long, String> found = new HashMap<>();
            names.stream()
                    .filter(name -> name.startsWith(tier.prefix()))
                    .forEach(name -> found.put(tier.periodOfTable(name), name));
            of(tier).keySet().retainAll(found.keySet());
            of(tier).putAll(found);
        }
    }

    /// The table that holds a time, made if need be. Not within a transaction: H2 would end it.
    public String make(Tier tier, long timeMillis) {
        long period = tier.periodOf(timeMillis);
        String known = of(tier).get(period);
        if (known != null && !open.contains(known)) {
            return known;
        }
        String table = tier.table(period);
        switch (database) {
            case H2 -> {
                jdbc.sql(CREATE.formatted(table)).update();
                jdbc.sql(INDEX.formatted(table)).update();
            }
            case POSTGRESQL -> makeInPostgres(table);
        }
        of(tier).put(period, table);
        open.remove(table);
        return table;
    }

    /// Servers that need the same table in the same moment wait for each other. What it holds is packed already; and
    /// only what is not compressed can be read in part.
    private void makeInPostgres(String table) {
        jdbc.sql("""
                DO $$ BEGIN
                    PERFORM pg_advisory_xact_lock(1315922805, hashtext(current_schema()::text));
                    IF to_regclass('%1$s') IS NULL THEN
                        %2$s;
                        %3$s;
                        ALTER TABLE %1$s ALTER head SET STORAGE EXTERNAL, ALTER payload SET STORAGE EXTERNAL;
                    END IF;
                END $$
                """.formatted(table, CREATE.formatted(table), INDEX.formatted(table)))
                .update();
    }

    /// Makes a table of that name; false if it is not the name of such a table.
    public boolean make(String table) {
        for (Tier tier : Tier.values()) {
            if (table.startsWith(tier.prefix()) && table.equals(tier.table(tier.periodOfTable(table)))) {
                make(tier, tier.periodOfTable(table));
                return true;
            }
        }
        return false;
    }

    /// The tables that can hold chunks beginning in `[fromMillis, toMillis)`, ascending.
    Collection<String> between(Tier tier, long fromMillis, long toMillis) {
        return of(tier).subMap(tier.periodOf(fromMillis), true, toMillis, false).values();
    }

    /// Every table of a tier, the newest first.
    public Collection<String> newestFirst(Tier tier) {
        return of(tier).descendingMap().values();
    }

    /// The periods of a tier, ascending.
    public List<Long> periods(Tier tier) {
        return List.copyOf(of(tier).keySet());
    }

    /// What a tier takes on the disk; H2's figure is its own estimate.
    public TierSize size(Tier tier) {
        String function =
                database == DatabaseKind.H2 ? "DISK_SPACE_USED(?)" : "pg_total_relation_size(CAST(? AS regclass))";
        long bytes = 0;
        for (String table : of(tier).values()) {
            bytes += jdbc.sql("SELECT " + function)
                    .param(table)
                    .query(Long.class)
                    .single();
        }
        return new TierSize(tier.tableName(), of(tier).size(), bytes);
    }

    /// Drops a table, in the caller's transaction where the database has it in one; [#dropped] follows once it is
    /// committed. Until then it is open whether it is there.
    public void drop(Tier tier, long period) {
        String table = of(tier).get(period);
        if (table != null) {
            open.add(table);
            jdbc.sql("DROP TABLE IF EXISTS " + table).update();
        }
    }

    public void dropped(Tier tier, long period) {
        String table = of(tier).remove(period);
        if (table != null) {
            open.remove(table);
        }
    }

    private NavigableMap<Long, String> of(Tier tier) {
        NavigableMap<Long, String> known = tables.get(tier);
        if (known == null) {
            throw new IllegalStateException("no tables of " + tier);
        }
        return known;
    }
}
