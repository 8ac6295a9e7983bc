package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.load.Enrollments;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.query.HistorySource;
import io.nocturne.bench.query.QueryStore;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.series.store.HistoryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Many questions at once over a week that was loaded before: either for every series of one host, or for sums over
/// the whole fleet.
final class Questions implements Attack {

    private static final int DAYS = 7;
    private static final int POINTS = 100;
    private static final int ALL_SERIES = 2_000;
    private static final int FLEET_HOSTS = 40;

    private final int clients;
    private final boolean fleet;
    private final LoadColumns columns;
    private String path = "";

    Questions(int clients, boolean fleet) {
        this.clients = clients;
        this.fleet = fleet;
        this.columns = new LoadColumns(fleet ? ALL_SERIES / FLEET_HOSTS : ALL_SERIES);
    }

    @Override
    public void prepare(Ground ground) throws Exception {
        long endMillis = HistoryPlan.endBefore(System.currentTimeMillis());
        List<LoadHost> hosts = Enrollments.of(ground.api(), columns, fleet ? FLEET_HOSTS : 1, 1, host -> endMillis);
        ground.server().stop();
        HistoryPlan plan = new HistoryPlan(
                hosts.stream().map(host -> UUID.fromString(host.hostId())).toList(),
                LoadColumns.GROUPS,
                endMillis,
                1,
                DAYS,
                DAYS);
        new QueryStore(ground.server().data(), ground.postgres()).load(plan, new HistorySource(columns));
        ground.server().start();
        String what = fleet
                ? "metric=system.cpu.utilization&aggregate=sum"
                : "host=" + hosts.getFirst().hostId() + "&"
                        + hosts.getFirst().series().stream()
                                .map(SeriesKey::metric)
                                .distinct()
                                .map(metric -> "metric=" + metric)
                                .collect(Collectors.joining("&"));
        Instant end = Instant.ofEpochMilli(endMillis);
        path = "/api/v1/query?%s&from=%s&to=%s&points=%d"
                .formatted(what, end.minus(Duration.ofDays(DAYS)), end, POINTS);
    }

    @Override
    public void run(Ground ground) throws Exception {
        // Before the crowd, and from an honest address: one token is enough for all of them.
        String headers;
        try (Connection connection = ground.api().connect()) {
            headers = Api.BEARER + ground.api().login(connection) + Api.CRLF;
        }
        ground.crowd(clients, number -> {
            try (Connection connection = ground.stranger()) {
                connection.discard();
                while (!ground.isOver()) {
                    Answer answer = connection.send("GET", path, headers, new byte[0], 0);
                    ground.count("questions answered " + answer.status());
                    ground.pause(answer.status() == 200 ? 0 : 1_000L * Math.max(1, answer.retryAfterSeconds()));
                }
            }
        });
    }
}
