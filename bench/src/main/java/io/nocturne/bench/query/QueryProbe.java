package io.nocturne.bench.query;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.query.QueryKind.Target;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Finds out which kinds of questions this server answers, and whether the answers about a single series are those
/// that the stored samples give.
///
/// **Threads** - confined to the caller's.
final class QueryProbe {

    private static final int CHECKS = 5;
    private static final double TOLERANCE = 1e-9;
    private static final int REASON = 120;
    private static final double MIN_SHARE = 0.95;
    private static final double MAX_SHARE = 1.05;

    private final Api api;
    private final String headers;
    private final QueryTargets targets;
    private final SplittableRandom random = new SplittableRandom(11);
    private final JsonMapper json = WireJson.mapper();
    private long comparedPoints;
    private long wrongPoints;

    QueryProbe(Api api, QueryTargets targets) throws IOException {
        this.api = api;
        this.targets = targets;
        try (Connection connection = api.connect()) {
            this.headers = Api.BEARER + api.login(connection) + Api.CRLF;
        }
    }

    /// Those that are answered; of the others it prints why not.
    List<Probed> answered(List<QueryKind> kinds) throws IOException {
        List<Probed> answered = new ArrayList<>();
        for (QueryKind kind : kinds) {
            String path = kind.path(targets.newest(kind, random));
            Answer answer = get(path);
            if (answer.status() == 200) {
                answered.add(probed(kind, path, answer));
            } else {
                String text = answer.text();
                System.out.printf(
                        "left out: %s, which the server answers with %d (%s)%n",
                        kind.name(), answer.status(), text.substring(0, Math.min(REASON, text.length())));
            }
        }
        return answered;
    }

    /// Compares some answers of each kind about a single series with the samples.
    void check(List<Probed> kinds) throws IOException {
        for (Probed kind : kinds) {
            for (int i = 0; kind.kind().isSingle() && i < CHECKS; i++) {
                Target target = targets.any(kind.kind(), kind.resolution(), random);
                String path = kind.kind().path(target);
                Answer answer = get(path);
                if (answer.status() != 200) {
                    throw new IOException("%s answered %d: %s".formatted(path, answer.status(), answer.text()));
                }
                compare(kind.kind(), target, json.readValue(answer.body(), RangeResult.class));
            }
        }
    }

    long comparedPoints() {
        return comparedPoints;
    }

    long wrongPoints() {
        return wrongPoints;
    }

    /// Over a connection of its own, because after some errors the server closes it.
    private Answer get(String path) throws IOException {
        try (Connection connection = api.connect()) {
            return connection.send("GET", path, headers, new byte[0], 0);
        }
    }

    private Probed probed(QueryKind kind, String path, Answer answer) {
        if (!path.startsWith("/api/v1/query?")) {
            return new Probed(kind, null, 0, 0);
        }
        RangeResult result = json.readValue(answer.body(), RangeResult.class);
        int points = result.series().stream()
                .mapToInt(series -> series.points().size())
                .sum();
        return new Probed(kind, result.resolution(), result.stepMillis(), points);
    }

    private void compare(QueryKind kind, Target target, RangeResult result) {
        List<SeriesPoint> points =
                result.series().stream().findFirst().map(SeriesData::points).orElse(List.of());
        long step = Math.max(result.stepMillis(), LoadHost.INTERVAL_MILLIS);
        double least = (double) targets.storedMillis(target, result.resolution()) / step;
        double most = (double) (target.toMillis() - target.fromMillis()) / step;
        if (result.series().size() != 1
                || points.size() < least * MIN_SHARE - 2
                || points.size() > most * MAX_SHARE + 2) {
            wrong(
                    kind,
                    target,
                    "%d series and %d points, expected were %.0f to %.0f"
                            .formatted(result.series().size(), points.size(), least, most));
            return;
        }
        // The first and the last step may be cut by the range.
        for (SeriesPoint point : points.subList(1, points.size() - 1)) {
            comparedPoints++;
            wrong(target, point, result.stepMillis()).ifPresent(why -> wrong(kind, target, why));
        }
    }

    private Optional<String> wrong(Target target, SeriesPoint point, long stepMillis) {
        HistorySource source = targets.source();
        int template = targets.settings().loadHost(target.host());
        long from = point.time().toEpochMilli();
        long first = source.numberFrom(template, from);
        double[] values = new double[(int) (source.numberFrom(template, from + Math.max(1, stepMillis)) - first)];
        source.fill(template, target.series(), first, values);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (double value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
        }
        double average = sum / values.length;
        return point.count() == values.length
                        && point.min() == min
                        && point.max() == max
                        && Math.abs(point.avg() - average) <= Math.abs(average) * TOLERANCE
                ? Optional.empty()
                : Optional.of(
                        "%s, but of the samples %d, %s, %s, %s".formatted(point, values.length, min, average, max));
    }

    private void wrong(QueryKind kind, Target target, String why) {
        if (wrongPoints++ < CHECKS) {
            System.out.printf("WRONG: %s of %s: %s%n", kind.name(), target, why);
        }
    }

    /// A kind that is answered, and how: `resolution` is absent where it has none.
    record Probed(QueryKind kind, @Nullable Resolution resolution, long stepMillis, int points) {}
}
