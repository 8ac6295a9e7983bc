package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.load.SentHost;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A rule on a value that agents send, and what became of it: each time that a host's value went beyond the
/// threshold must have been raised once and have ended once, whatever was killed meanwhile.
///
/// **Shape** - the rule has no hold and no distance between its thresholds, so the samples alone say what is
/// right.
/// **Threads** - confined to the bench's main thread.
final class RaisedAlerts {

    private static final String RULE = "chaos-share";
    private static final double THRESHOLD = 0.9;
    /// A share of its own at every snapshot.
    private static final int SERIES = 3;
    private static final Set<String> ENDS = Set.of("resolved", "ended");
    private static final long CATCH_UP_LIMIT = TimeUnit.MINUTES.toNanos(2);
    private static final int POLL_MILLIS = 1_000;

    private final ServerProgram server;
    private final JsonMapper json = WireJson.mapper();

    private RaisedAlerts(ServerProgram server) {
        this.server = server;
    }

    /// Whether a built server judges samples.
    static boolean fits(Path build) throws IOException {
        return ServerProgram.has(build, "io.nocturne.server.alert.AlertEngine");
    }

    /// Makes the rule, before any agent sends.
    static RaisedAlerts by(ServerProgram server, SeriesKey series) throws Exception {
        Api api = new Api(server);
        try (Connection connection = api.connect()) {
            api.post(
                    connection,
                    api.login(connection),
                    "/api/v1/rules",
                    Map.of(
                            "ruleId",
                            RULE,
                            "name",
                            "A share that is too high",
                            "source",
                            Map.of(
                                    "type",
                                    "metric",
                                    "metric",
                                    series.metric(),
                                    "attributes",
                                    series.attributes().entrySet().stream()
                                            .map(entry -> Map.of(
                                                    "name", entry.getKey(), "op", "=", "value", entry.getValue()))
                                            .toList()),
                            "settings",
                            Map.of("warning", Map.of("raise", THRESHOLD))));
        }
        return new RaisedAlerts(server);
    }

    /// Which of an agent's series the rule looks at.
    static SeriesKey series(SentHost host) {
        return host.series().get(SERIES);
    }

    /// Waits until nothing changes any more, and compares.
    Result compared(List<? extends SentHost> hosts) throws Exception {
        Api api = new Api(server);
        try (Connection connection = api.connect()) {
            String token = api.login(connection);
            long expected = hosts.stream().mapToLong(RaisedAlerts::raises).sum();
            Map<String, JsonNode> alerts = alerts(api, connection, token);
            long limit = System.nanoTime() + CATCH_UP_LIMIT;
            while (alerts.size() < expected && System.nanoTime() < limit) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                alerts = alerts(api, connection, token);
            }
            Map<String, Long> raised = new HashMap<>();
            long wrong = 0;
            for (Map.Entry<String, JsonNode> alert : alerts.entrySet()) {
                raised.merge(alert.getValue().path("hostId").asString(""), 1L, Long::sum);
                JsonNode steps =
                        json.readTree(api.get(connection, token, "/api/v1/alerts/" + alert.getKey() + "/history"));
                wrong += isWhole(steps, alert.getValue()) ? 0 : 1;
            }
            long missed = 0;
            long doubled = 0;
            for (SentHost host : hosts) {
                long more = raised.getOrDefault(host.hostId(), 0L) - raises(host);
                missed += Math.max(0, -more);
                doubled += Math.max(0, more);
            }
            return new Result(expected, missed, doubled, wrong);
        }
    }

    /// Numbered without a gap, raised once, ended once or still open.
    private static boolean isWhole(JsonNode steps, JsonNode alert) {
        int number = 0;
        int raises = 0;
        int ends = 0;
        Set<Long> ids = new HashSet<>();
        for (JsonNode step : steps) {
            String type = step.path("type").asString("");
            raises += type.equals("firing") ? 1 : 0;
            ends += ENDS.contains(type) ? 1 : 0;
            if (step.path("number").asInt(0) != ++number
                    || !ids.add(step.path("transitionId").asLong(0))) {
                return false;
            }
        }
        boolean isOver = ENDS.contains(alert.path("status").asString(""));
        return raises == 1 && ends == (isOver ? 1 : 0);
    }

    private Map<String, JsonNode> alerts(Api api, Connection connection, String token) throws IOException {
        Map<String, JsonNode> alerts = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = json.readTree(api.get(
                    connection,
                    token,
                    "/api/v1/alerts?status=firing&status=unknown&status=resolved&status=ended&limit=1000&rule=" + RULE
                            + cursor));
            page.path("alerts")
                    .forEach(alert -> alerts.put(alert.path("alertId").asString(""), alert));
            JsonNode next = page.path("nextCursor");
            cursor = next.isString() ? "&cursor=" + URLEncoder.encode(next.asString(), StandardCharsets.UTF_8) : "";
        } while (!cursor.isEmpty());
        return alerts;
    }

    private static long raises(SentHost host) {
        long raises = 0;
        boolean wasHigh = false;
        for (long number = 0; number < host.acknowledged(); number++) {
            boolean isHigh = host.value(SERIES, number) > THRESHOLD;
            raises += isHigh && !wasHigh ? 1 : 0;
            wasHigh = isHigh;
        }
        return raises;
    }

    /// Alerts that should have been, that were not, that were too many, and whose steps are not whole.
    record Result(long expected, long missed, long doubled, long wrong) {

        boolean isRight() {
            return missed == 0 && doubled == 0 && wrong == 0;
        }

        String text() {
            return "alerts: %,d raised, %d missed, %d doubled, %d without exactly one end"
                    .formatted(expected, missed, doubled, wrong);
        }

        String json() {
            return "\"alerts\":%d,\"alertsMissed\":%d,\"alertsDoubled\":%d,\"alertsWrong\":%d,"
                    .formatted(expected, missed, doubled, wrong);
        }
    }
}
