package io.nocturne.bench.query;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Replays the draft of a rule over the newest week of one series of every host, one request behind the other.
///
/// **Shape** - the threshold is beyond one value of a hundred, so that there is something to raise and to end.
record QueryReplay(Api api, QueryTargets targets, LoadColumns columns) {

    private static final int ROUNDS = 7;
    private static final int SERIES = 0;
    private static final double BEYOND = 0.99;

    void run() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        List<Double> millis = new ArrayList<>();
        JsonNode answer = json.nullNode();
        try (Connection connection = api.connect()) {
            String token = api.login(connection);
            for (int round = 0; round < ROUNDS; round++) {
                long from = System.nanoTime();
                answer = json.readTree(api.post(connection, token, "/api/v1/rules/preview", request()));
                millis.add((System.nanoTime() - from) / 1e6);
            }
        }
        double first = millis.getFirst();
        double middle = millis.stream().sorted().toList().get(ROUNDS / 2);
        System.out.printf(
                Locale.ROOT,
                "replay of 7 days, %s hosts, %s series, resolution %s: %.0f ms at first, median of %d %.0f ms; %s alerts%n",
                answer.path("hosts").asString(),
                answer.path("series").asString(),
                answer.path("resolution").asString(),
                first,
                ROUNDS,
                middle,
                answer.at("/draft/count").asString());
    }

    private Map<String, Object> request() {
        SeriesKey key = targets.source().layout(0).series().get(SERIES);
        List<Map<String, String>> attributes = key.attributes().entrySet().stream()
                .map(each -> Map.of("name", each.getKey(), "op", "=", "value", each.getValue()))
                .toList();
        double[] values = IntStream.range(0, LoadColumns.ROWS)
                .mapToDouble(row -> columns.value(SERIES, row))
                .toArray();
        Arrays.sort(values);
        Instant to = Instant.ofEpochMilli(targets.endMillis());
        return Map.of(
                "from",
                to.minus(Duration.ofDays(7)).toString(),
                "to",
                to.toString(),
                "rule",
                Map.of(
                        "ruleId",
                        "replayed",
                        "name",
                        "Replayed",
                        "source",
                        Map.of("type", "metric", "metric", key.metric(), "attributes", attributes),
                        "settings",
                        Map.of("warning", Map.of("raise", values[(int) (values.length * BEYOND)]))));
    }
}
