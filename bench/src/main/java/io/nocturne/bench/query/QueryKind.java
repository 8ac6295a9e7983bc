package io.nocturne.bench.query;

import io.nocturne.model.sample.SeriesKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One kind of question that clients ask.
///
/// **Shape** - `isSingle` asks for one series of one host, whose answer can be compared with what was stored.
record QueryKind(String name, Duration span, boolean isSingle, Form form) {

    private static final int POINTS = 1_000;
    private static final int MANY_POINTS = 5_000;
    /// So few that a step is more than an hour, and hours are enough.
    private static final int FEW_POINTS = 700;
    private static final String METRIC = "system.cpu.utilization";

    /// Those that are about one host or about newest values.
    static List<QueryKind> ofOneHost() {
        return all().stream().filter(kind -> !kind.isOverAll()).toList();
    }

    /// Those that combine or compare ranges of all hosts.
    static List<QueryKind> ofAllHosts() {
        return all().stream().filter(QueryKind::isOverAll).toList();
    }

    private boolean isOverAll() {
        return name.matches("(sum|avg|topk).*");
    }

    private static List<QueryKind> all() {
        return List.of(
                single("raw15m", Duration.ofMinutes(15), POINTS),
                single("raw1h", Duration.ofHours(1), POINTS),
                single("raw24h", Duration.ofDays(1), MANY_POINTS),
                range("allSets24h", Duration.ofDays(1), target -> "host=" + target.hostId()),
                single("chart24h", Duration.ofDays(1), POINTS),
                single("chart7d", Duration.ofDays(7), POINTS),
                single("chart30dMinutes", Duration.ofDays(30), POINTS),
                single("chart30dHours", Duration.ofDays(30), FEW_POINTS),
                single("chart1y", Duration.ofDays(365), POINTS),
                new QueryKind("latest", Duration.ZERO, false, target -> "/api/v1/latest?metric=" + METRIC),
                range("sum1h", Duration.ofHours(1), target -> "aggregate=sum"),
                range("avg1h", Duration.ofHours(1), target -> "aggregate=avg"),
                range("topk1h", Duration.ofHours(1), target -> "aggregate=topk:10"),
                range("sum24h", Duration.ofDays(1), target -> "aggregate=sum"),
                range("avg24h", Duration.ofDays(1), target -> "aggregate=avg"),
                range("topk24h", Duration.ofDays(1), target -> "aggregate=topk:10"),
                new QueryKind("top", Duration.ZERO, false, target -> "/api/v1/top?metric=" + METRIC),
                new QueryKind(
                        "processes",
                        Duration.ofMinutes(15),
                        false,
                        target -> "/api/v1/hosts/%s/processes?at=%s"
                                .formatted(target.hostId(), Instant.ofEpochMilli(target.toMillis()))),
                new QueryKind(
                        "series",
                        Duration.ofHours(1),
                        false,
                        target -> "/api/v1/hosts/%s/series".formatted(target.hostId())));
    }

    /// The path and the query of one request.
    String path(Target target) {
        return form.path(target);
    }

    private static QueryKind single(String name, Duration span, int points) {
        return new QueryKind(
                name,
                span,
                true,
                target -> query(target, target.key().metric(), points)
                        + "&host=%s&attributes=%s"
                                .formatted(
                                        target.hostId(), attributes(target.key().attributes())));
    }

    private static QueryKind range(String name, Duration span, Form more) {
        return new QueryKind(name, span, false, target -> query(target, METRIC, POINTS) + "&" + more.path(target));
    }

    private static String query(Target target, String metric, int points) {
        return "/api/v1/query?metric=%s&from=%s&to=%s&points=%d"
                .formatted(
                        metric,
                        Instant.ofEpochMilli(target.fromMillis()),
                        Instant.ofEpochMilli(target.toMillis()),
                        points);
    }

    private static String attributes(Map<String, String> attributes) {
        return URLEncoder.encode(
                attributes.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(",")),
                StandardCharsets.UTF_8);
    }

    /// How a request of a kind reads.
    interface Form {

        String path(Target target);
    }

    /// What one request asks about.
    ///
    /// **Shape** - `host` is the place in the list of hosts, `series` that in its layout.
    record Target(int host, String hostId, int series, SeriesKey key, long fromMillis, long toMillis) {}
}
