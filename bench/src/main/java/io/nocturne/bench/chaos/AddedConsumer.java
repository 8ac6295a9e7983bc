package io.nocturne.bench.chaos;

import io.nocturne.bench.chaos.Consumed.Result;
import io.nocturne.bench.chaos.Consumed.Row;
import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.StoppedDatabase;
import io.nocturne.bench.load.SentHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The consumer of the stream that the bench adds to the server, see `io.nocturne.bench.probe`: it keeps its position,
/// and must have taken every snapshot once and in order, whatever was killed meanwhile.
///
/// **Threads** - confined to the bench's main thread.
record AddedConsumer(ServerProgram server, @Nullable PostgresProgram postgres) {

    private static final String JAR = "bench/target/nocturne-bench-probe.jar";
    private static final String PORT = "io.nocturne.server.ingest.StreamConsumer";
    private static final Pattern TAKEN = Pattern.compile("(?m)^nocturne_probe_taken(?:\\{[^}]*\\})? ([0-9.eE+]+)$");
    private static final long BEGIN_LIMIT = TimeUnit.SECONDS.toNanos(60);
    private static final long CATCH_UP_LIMIT = TimeUnit.MINUTES.toNanos(5);
    private static final long SETTLED = TimeUnit.SECONDS.toNanos(2);
    /// Longer than it rests after a failure.
    private static final long NOTHING_MORE = TimeUnit.SECONDS.toNanos(20);
    private static final int POLL_MILLIS = 500;
    private static final int FETCH = 10_000;

    /// Whether a built server has a stream to consume.
    static boolean fits(Path build) throws IOException {
        return ServerProgram.has(build, PORT);
    }

    /// **Shape** - `root` is where the bench was built.
    static AddedConsumer to(ServerProgram server, @Nullable PostgresProgram postgres, Path root) {
        server.add(root.resolve(JAR));
        return new AddedConsumer(server, postgres);
    }

    /// Waits until it has kept a position: before that a start has it begin with whatever comes next.
    void awaitBegun() throws Exception {
        long limit = System.nanoTime() + BEGIN_LIMIT;
        Api api = new Api(server);
        try (Connection connection = api.connect()) {
            String token = api.login(connection);
            while (taken(api, connection, token) == 0) {
                if (System.nanoTime() > limit) {
                    throw new IOException("the added consumer has taken nothing for a minute");
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    /// Waits until it has caught up, stops the server, and compares what it has kept with what was sent.
    Result compared(List<? extends SentHost> hosts) throws Exception {
        awaitCaughtUp(hosts.stream().mapToLong(SentHost::acknowledged).sum());
        server.stop();
        DataSource source = new StoppedDatabase(server.data(), postgres).source();
        JdbcTemplate jdbc = new JdbcTemplate(source);
        jdbc.setFetchSize(FETCH);
        // PostgreSQL sends its rows bit by bit only in a transaction, and H2 stays open.
        return Objects.requireNonNull(new TransactionTemplate(new JdbcTransactionManager(source))
                .execute(_ -> read(jdbc).compared(hosts, gaps(jdbc))));
    }

    private static Consumed read(JdbcTemplate jdbc) {
        Consumed consumed = new Consumed();
        jdbc.query(
                "SELECT running, node_id, segment, entry, host_id, sequence FROM probe_snapshot ORDER BY running",
                row -> {
                    consumed.row(new Row(
                            row.getLong(1),
                            row.getInt(2),
                            row.getLong(3),
                            row.getInt(4),
                            row.getString(5),
                            row.getLong(6)));
                });
        return consumed;
    }

    private static long gaps(JdbcTemplate jdbc) {
        List<String> gaps = jdbc.query(
                "SELECT * FROM probe_gap",
                (row, _) -> "behind %d/%d/%d through %d/%d/%d"
                        .formatted(
                                row.getInt(1),
                                row.getLong(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getLong(5),
                                row.getInt(6)));
        gaps.forEach(gap -> System.out.println("the added consumer was told of a gap: " + gap));
        return gaps.size();
    }

    /// All that was acknowledged, or until nothing comes any more; what is missing then is lost.
    private void awaitCaughtUp(long acknowledged) throws Exception {
        long limit = System.nanoTime() + CATCH_UP_LIMIT;
        long taken = -1;
        long since = System.nanoTime();
        Api api = new Api(server);
        try (Connection connection = api.connect()) {
            String token = api.login(connection);
            while (System.nanoTime() - since < (taken >= acknowledged ? SETTLED : NOTHING_MORE)
                    && System.nanoTime() < limit) {
                long now = taken(api, connection, token);
                since = now == taken ? since : System.nanoTime();
                taken = now;
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    private static long taken(Api api, Connection connection, String token) throws IOException {
        Matcher found = TAKEN.matcher(new String(api.get(connection, token, "/metrics"), StandardCharsets.UTF_8));
        if (!found.find()) {
            throw new IOException("the server does not have the added consumer");
        }
        return (long) Double.parseDouble(found.group(1));
    }
}
