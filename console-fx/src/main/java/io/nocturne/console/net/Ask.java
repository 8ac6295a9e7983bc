package io.nocturne.console.net;

import io.nocturne.model.access.Me;
import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.ServerStatus;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.TimeRange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A question that the REST API answers by GET, and what the answer is.
///
/// **Shape** - `path` below `/api/v1`, with its query.
public record Ask<T>(String path, Class<T> answer) {

    /// How many metrics one range query may name.
    public static final int MAX_METRICS = 20;

    public static Ask<Me> me() {
        return new Ask<>("/auth/me", Me.class);
    }

    /// Every host: whoever answers follows the pages.
    public static Ask<HostList> hosts() {
        return new Ask<>("/hosts", HostList.class);
    }

    /// The hosts behind those that an answer has; empty when it has the last ones.
    static Optional<Ask<HostList>> hostsAfter(HostList page) {
        return Optional.ofNullable(page.nextCursor())
                .map(cursor -> new Ask<>("/hosts?cursor=" + encoded(cursor), HostList.class));
    }

    public static Ask<ServerStatus> status() {
        return new Ask<>("/status", ServerStatus.class);
    }

    /// What some metrics of a host did in a range, in at most `points` steps.
    public static Ask<RangeResult> history(String hostId, List<String> metrics, TimeRange range, int points) {
        if (metrics.isEmpty() || metrics.size() > MAX_METRICS) {
            throw new IllegalArgumentException("1 to %d metrics, not %d".formatted(MAX_METRICS, metrics.size()));
        }
        List<String> query = new ArrayList<>();
        metrics.forEach(metric -> query.add("metric=" + encoded(metric)));
        query.add("host=" + encoded(hostId));
        query.add("from=" + encoded(range.from().toString()));
        query.add("to=" + encoded(range.to().toString()));
        query.add("points=" + points);
        return new Ask<>("/query?" + String.join("&", query), RangeResult.class);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
