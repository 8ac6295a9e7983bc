package io.nocturne.server.series;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.HostSeries;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.web.CpuShare;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.Aggregate.Across;
import io.nocturne.server.series.Aggregate.Every;
import io.nocturne.server.series.Aggregate.Top;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.SeriesQuery.SeriesSink;
import io.nocturne.server.series.StepPlan.Intervals;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Answers what charts ask for.
///
/// Picks the resolution and the width of a step from the span, the points that the caller can draw and what is kept,
/// and keeps min, max and average of each step, so that a spike never disappears.
@Service
class SeriesService {

    private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
    private static final int MAX_HOSTS = 50;
    private static final int MAX_COMBINED_HOSTS = 10_000;

    private final SeriesQuery query;
    private final ChosenHosts hosts;
    private final AnswerLimits limits;
    private final CpuShare share;
    private final Retention retention;
    private final JsonMapper json;
    private final Clock clock;

    SeriesService(
            SeriesQuery query,
            ChosenHosts hosts,
            AnswerLimits limits,
            CpuShare share,
            Retention retention,
            JsonMapper json,
            Clock clock) {
        this.query = query;
        this.hosts = hosts;
        this.limits = limits;
        this.share = share;
        this.retention = retention;
        this.json = json;
        this.clock = clock;
    }

    /// The range that a caller means; without an end it is now, without a start an hour before the end.
    TimeRange rangeOf(Optional<Instant> from, Optional<Instant> to) {
        Instant end = to.orElseGet(() -> clock.instant().plusMillis(1));
        Instant start = from.orElseGet(() -> end.minus(DEFAULT_SPAN)).truncatedTo(ChronoUnit.MILLIS);
        // Samples are of whole milliseconds: a fraction at the end takes the one that it began.
        Instant after = end.minusNanos(1).truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        if (!start.isBefore(after) || Duration.between(start, after).compareTo(retention.oneHour()) > 0) {
            throw ProblemException.invalid("'from' must be before 'to', and at most %d days"
                    .formatted(retention.oneHour().toDays()));
        }
        return new TimeRange(start, after);
    }

    /// Writes the answer while it is read.
    ///
    /// **Errors** - [ProblemException] for what is asked wrong; what `out` throws ends the reading. After
    /// either, what was written is no whole answer.
    void range(RangeQuery asked, OutputStream out) {
        boolean combined = !(asked.aggregate() instanceof Every);
        List<HostSummary> chosen = hosts.of(asked.hosts(), asked.selector(), combined ? MAX_COMBINED_HOSTS : MAX_HOSTS);
        StepPlan plan = plan(asked, chosen);
        RangeRequest request = new RangeRequest(
                chosen.stream().map(host -> UUID.fromString(host.hostId())).toList(),
                asked.metrics(),
                asked.attributes(),
                plan.range(),
                plan.resolution(),
                plan.stepMillis());
        limits.check(asked, request, plan);
        write(asked.aggregate(), request, plan, new AnswerWriter(json, out));
    }

    HostSeries series(UUID hostId, TimeRange range) {
        List<SeriesKey> keys = List.copyOf(
                new TreeSet<>(query.series(UUID.fromString(hosts.require(hostId).hostId()), range)));
        return new HostSeries(hostId.toString(), range.from(), range.to(), keys);
    }

    ProcessTable processes(UUID hostId, Optional<Instant> at) {
        HostSummary host = hosts.require(hostId);
        Instant time = at.orElseGet(clock::instant);
        return query.processes(hostId, time)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        "host %s has no process table of %s or the ten minutes before".formatted(host.name(), time)));
    }

    private StepPlan plan(RangeQuery asked, List<HostSummary> chosen) {
        Intervals intervals = Intervals.of(chosen);
        return asked.aggregate() instanceof Across
                ? StepPlan.inSteps(asked.range(), asked.points(), intervals, retention, clock.instant())
                : StepPlan.of(asked.range(), asked.points(), intervals, retention, clock.instant());
    }

    private void write(Aggregate aggregate, RangeRequest request, StepPlan plan, AnswerWriter answer) {
        switch (aggregate) {
            case Every _ -> {
                answer.begin(clock.instant(), plan);
                query.read(request, polite((hostId, key, steps) -> answer.series(hostId, key, Points.of(steps))));
            }
            case Top top -> {
                HighestSeries highest = new HighestSeries(top.k());
                query.read(request, polite(highest));
                answer.begin(clock.instant(), plan);
                highest.writeTo(answer);
            }
            case Across across -> {
                CombinedSeries combined = new CombinedSeries(across, plan);
                query.read(request, polite(combined));
                answer.begin(clock.instant(), plan);
                combined.writeTo(answer);
            }
        }
        answer.finish();
    }

    /// Between two series nothing is held that another question needs.
    private SeriesSink polite(SeriesSink sink) {
        return (hostId, key, steps) -> {
            share.giveWay();
            sink.accept(hostId, key, steps);
        };
    }
}
