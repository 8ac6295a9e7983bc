package io.nocturne.server.series;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.LatestHost;
import io.nocturne.model.series.LatestHost.LatestSample;
import io.nocturne.model.series.LatestResult;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.ProblemException;
import io.nocturne.server.series.SeriesQuery.LatestSnapshot;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Answers what charts and lists ask for.
///
/// Picks the width of a step from the span and the points that the caller can draw, and keeps min, max
/// and average of each step, so that a spike never disappears.
@Service
class SeriesService {

    private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
    private static final Duration MAX_SPAN = Duration.ofDays(7);
    private static final int MAX_SERIES = 2_000;

    private final SeriesQuery query;
    private final LatestSnapshots latest;
    private final HostRegistry hosts;
    private final Clock clock;

    SeriesService(SeriesQuery query, LatestSnapshots latest, HostRegistry hosts, Clock clock) {
        this.query = query;
        this.latest = latest;
        this.hosts = hosts;
        this.clock = clock;
    }

    /// The range that a caller means; without an end it is now, without a start an hour before the end.
    TimeRange rangeOf(@Nullable Instant from, @Nullable Instant to) {
        Instant end = to == null ? clock.instant().plusMillis(1) : to;
        Instant start = from == null ? end.minus(DEFAULT_SPAN) : from;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(MAX_SPAN) > 0) {
            throw invalid("'from' must be before 'to', and at most %d days".formatted(MAX_SPAN.toDays()));
        }
        return new TimeRange(start, end);
    }

    RangeResult range(
            List<String> metrics, List<UUID> hostIds, Map<String, String> attributes, TimeRange range, int points) {
        List<SeriesData> series = new ArrayList<>();
        long step = 0;
        List<HostSummary> chosen = choose(hostIds);
        for (HostSummary host : chosen) {
            step = Math.max(step, stepMillis(range, points, host.intervalMillis()));
        }
        for (HostSummary host : chosen) {
            series.addAll(
                    query.range(new RangeRequest(UUID.fromString(host.hostId()), metrics, attributes, range, step)));
            if (series.size() > MAX_SERIES) {
                throw invalid("the answer would have more than %d series; name fewer hosts or attributes"
                        .formatted(MAX_SERIES));
            }
        }
        return new RangeResult(clock.instant(), range.from(), range.to(), Resolution.RAW, step, series);
    }

    LatestResult latest(List<String> metrics, List<UUID> hostIds) {
        List<LatestHost> answer = new ArrayList<>();
        for (HostSummary host : choose(hostIds)) {
            latest.of(UUID.fromString(host.hostId())).ifPresent(snapshot -> answer.add(cut(host, snapshot, metrics)));
        }
        return new LatestResult(clock.instant(), answer);
    }

    /// 0 while samples as they came fit; otherwise a whole number of the host's intervals, so that
    /// steps fill evenly.
    static long stepMillis(TimeRange range, int points, long intervalMillis) {
        long span = range.span().toMillis();
        if (span / intervalMillis <= points) {
            return 0;
        }
        long step = Math.ceilDiv(span, points);
        return Math.ceilDiv(step, intervalMillis) * intervalMillis;
    }

    private List<HostSummary> choose(List<UUID> hostIds) {
        if (hostIds.isEmpty()) {
            List<HostSummary> all = hosts.all();
            return all.size() <= QueryParameters.MAX_HOSTS ? all : tooMany(all.size());
        }
        if (hostIds.size() > QueryParameters.MAX_HOSTS) {
            return tooMany(hostIds.size());
        }
        return hostIds.stream().distinct().map(this::require).toList();
    }

    private HostSummary require(UUID hostId) {
        return hosts.find(hostId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no host " + hostId));
    }

    private static List<HostSummary> tooMany(int count) {
        throw invalid("%d hosts were asked for, allowed are %d at once".formatted(count, QueryParameters.MAX_HOSTS));
    }

    private static LatestHost cut(HostSummary host, LatestSnapshot latest, List<String> metrics) {
        List<LatestSample> samples = new ArrayList<>();
        SampleValues values = latest.snapshot().values();
        List<SeriesKey> keys = latest.layout().layout().series();
        for (int i = 0; i < keys.size(); i++) {
            SeriesKey key = keys.get(i);
            if (values.isPresent(i) && (metrics.isEmpty() || metrics.contains(key.metric()))) {
                samples.add(new LatestSample(key.metric(), key.attributes(), values.get(i)));
            }
        }
        return new LatestHost(host.hostId(), latest.snapshot().time(), samples);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail);
    }
}
