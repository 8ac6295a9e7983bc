package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Compares the minutes that the server answers with those of the samples that a host sent.
///
/// **Threads** - confined to the caller's.
public final class MinuteCheck {

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int MINUTES = 55;
    private static final int METRICS = 10;
    private static final int MAX_SAID = 5;
    private static final double NEAR = 1e-9;

    private final Api api;
    private final JsonMapper json = WireJson.mapper();
    private long compared;
    private long wrong;

    public MinuteCheck(Api api) {
        this.api = api;
    }

    public long compared() {
        return compared;
    }

    public long wrong() {
        return wrong;
    }

    /// Compares the first whole minutes after its first snapshot, which must be there and rolled up.
    public void compareRolledUp(LoadHost host) throws IOException {
        long from = firstMinute(host);
        if (compare(host, from, MINUTES) != Resolution.ONE_MINUTE) {
            throw new IOException("host %s was not answered from minutes".formatted(host.hostId()));
        }
    }

    /// Compares every whole minute from its first snapshot to its last acknowledged one, wherever the server takes them
    /// from.
    public void compareAll(SentHost host) throws IOException {
        long from = firstMinute(host);
        long minutes = (host.timeMillis(host.acknowledged()) - from) / MINUTE_MILLIS;
        for (long done = 0; done + 1 < minutes; done += MINUTES) {
            compare(host, from + done * MINUTE_MILLIS, (int) Math.min(MINUTES, minutes - done));
        }
    }

    private static long firstMinute(SentHost host) {
        return Math.ceilDiv(host.timeMillis(0), MINUTE_MILLIS) * MINUTE_MILLIS;
    }

    private Resolution compare(SentHost host, long from, int minutes) throws IOException {
        List<String> metrics = host.series().stream()
                .map(SeriesKey::metric)
                .distinct()
                .limit(METRICS)
                .toList();
        String path = "/api/v1/query?host=%s&from=%s&to=%s&points=%d&%s"
                .formatted(
                        host.hostId(),
                        Instant.ofEpochMilli(from),
                        Instant.ofEpochMilli(from + minutes * MINUTE_MILLIS),
                        minutes,
                        metrics.stream()
                                .map(metric -> "metric=" + URLEncoder.encode(metric, StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&")));
        try (Connection connection = api.connect()) {
            RangeResult answer = json.readValue(api.get(connection, api.login(connection), path), RangeResult.class);
            if (answer.stepMillis() != MINUTE_MILLIS) {
                throw new IOException("%s was answered in steps of %d ms from %s"
                        .formatted(path, answer.stepMillis(), answer.resolution()));
            }
            for (int series = 0; series < host.series().size(); series++) {
                SeriesKey key = host.series().get(series);
                if (metrics.contains(key.metric())) {
                    compare(host, series, from, minutes, points(answer, key));
                }
            }
            return answer.resolution();
        }
    }

    private static List<SeriesPoint> points(RangeResult answer, SeriesKey key) {
        return answer.series().stream()
                .filter(series -> series.key().equals(key))
                .findFirst()
                .map(SeriesData::points)
                .orElse(List.of());
    }

    private void compare(SentHost host, int series, long from, int minutes, List<SeriesPoint> points) {
        long number = 0;
        while (host.timeMillis(number) < from) {
            number++;
        }
        for (int minute = 0; minute < minutes; minute++) {
            long start = from + minute * MINUTE_MILLIS;
            double sum = 0;
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            long count = 0;
            for (; host.timeMillis(number) < start + MINUTE_MILLIS; number++) {
                if (host.timeMillis(number) >= start) {
                    double value = host.value(series, number);
                    sum += value;
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                    count++;
                }
            }
            compared++;
            SeriesPoint point = minute < points.size() ? points.get(minute) : null;
            boolean same = point != null
                    && point.time().toEpochMilli() == start
                    && point.count() == count
                    && point.min() == min
                    && point.max() == max
                    && Math.abs(point.avg() - sum / count) <= NEAR * Math.max(1, Math.abs(sum / count));
            if (!same && wrong++ < MAX_SAID) {
                System.out.printf(
                        "WRONG MINUTE: host %s, series %d, %s: sent were %d values, %s to %s; answered was %s%n",
                        host.hostId(), series, Instant.ofEpochMilli(start), count, min, max, point);
            }
        }
    }
}
