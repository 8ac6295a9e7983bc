package io.nocturne.bench.query;

import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.StoppedDatabase;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.series.store.HistoryLoad;
import io.nocturne.server.series.store.HistoryLoad.TierSize;
import io.nocturne.server.series.store.HistoryPlan;
import io.nocturne.server.series.store.HistoryValues;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The database of `bench query` while no server runs on it.
///
/// PostgreSQL is loaded without a write-ahead log and then started again as it comes.
///
/// **Shape** - `data` is the server's data directory, `postgres` is absent for H2.
public record QueryStore(Path data, @Nullable PostgresProgram postgres) {

    private static final int STREAMS = 2;
    private static final List<String> FAST = List.of(
            "wal_level = 'minimal'",
            "max_wal_senders = 0",
            "max_wal_size = '8GB'",
            "checkpoint_timeout = '1h'",
            "autovacuum = off",
            "maintenance_work_mem = '512MB'");

    public List<TierSize> load(HistoryPlan plan, HistoryValues values) throws Exception {
        if (postgres == null) {
            return run(DatabaseKind.H2, plan, values);
        }
        for (String setting : FAST) {
            change("ALTER SYSTEM SET " + setting);
        }
        restart(postgres);
        List<TierSize> sizes = run(DatabaseKind.POSTGRESQL, plan, values);
        change("ALTER SYSTEM RESET ALL");
        restart(postgres);
        return sizes;
    }

    private List<TierSize> run(DatabaseKind kind, HistoryPlan plan, HistoryValues values) throws Exception {
        DataSource source = source();
        // H2 closes its file with the last connection, and would do so at each one's end.
        try (Connection _ = source.getConnection()) {
            return new HistoryLoad(kind, source, plan, values, STREAMS).run();
        }
    }

    private void change(String sql) {
        JdbcClient.create(source()).sql(sql).update();
    }

    private static void restart(PostgresProgram postgres) throws Exception {
        postgres.stop();
        postgres.start();
    }

    private DataSource source() {
        return new StoppedDatabase(data, postgres).source();
    }
}
