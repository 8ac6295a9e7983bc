package io.nocturne.server.series;

import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.Aggregate.Across;
import io.nocturne.server.series.Aggregate.Every;
import io.nocturne.server.series.Aggregate.Top;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Refuses before the reading what would be too long an answer, as far as the newest snapshots tell;
/// [AnswerWriter] counts what they do not.
///
/// **Threads** - safe.
@Component
class AnswerLimits {

    private final LatestSnapshots latest;

    AnswerLimits(LatestSnapshots latest) {
        this.latest = latest;
    }

    /// **Errors** - [io.nocturne.server.platform.web.ProblemException] that says how long it would be.
    void check(RangeQuery asked, RangeRequest request, StepPlan plan) {
        long series = switch (asked.aggregate()) {
            case Every _ -> seriesOf(request);
            case Top top -> (long) top.k() * request.metrics().size();
            case Across across -> across.by().host() ? request.hostIds().size() : 1;
        };
        // Samples stay as they came only where they fit the points.
        require(series, plan.stepMillis() == 0 ? asked.points() : plan.steps());
    }

    private long seriesOf(RangeRequest request) {
        SeriesMatch.Found found = request.match().inLayouts();
        long series = 0;
        for (UUID hostId : request.hostIds()) {
            series += latest.of(hostId)
                    .map(newest -> found.positions(newest.layout()).length)
                    .orElse(0);
        }
        return series;
    }

    private static void require(long series, long points) {
        if (series > AnswerWriter.MAX_SERIES) {
            throw ProblemException.invalid(
                    "the answer would have %d series, allowed are %d; name fewer hosts or attributes"
                            .formatted(series, AnswerWriter.MAX_SERIES));
        }
        if (series * points > AnswerWriter.MAX_POINTS) {
            throw ProblemException.invalid(
                    "the answer would have %d series of up to %d points, allowed are %d points in all; ask for fewer"
                            .formatted(series, points, AnswerWriter.MAX_POINTS));
        }
    }
}
