package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.Aggregate.Across;
import io.nocturne.server.series.SeriesQuery.SeriesSink;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sorts the series that are read into groups and combines each group.
///
/// **Errors** - [ProblemException] where the groups would have more points than an answer may.
/// **Threads** - confined to the caller's.
final class CombinedSeries implements SeriesSink {

    private final Across across;
    private final long fromMillis;
    private final long stepMillis;
    private final int steps;
    private final Map<SeriesKey, SeriesKey> cutKeys = new HashMap<>();
    private final Map<Group, CombinedSteps> groups = new HashMap<>();

    CombinedSeries(Across across, StepPlan plan) {
        this.across = across;
        this.fromMillis = plan.range().from().toEpochMilli();
        this.stepMillis = plan.stepMillis();
        this.steps = plan.steps();
    }

    @Override
    public void accept(UUID hostId, SeriesKey key, Steps added) {
        SeriesKey cut = cutKeys.computeIfAbsent(key, this::cut);
        Group group = new Group(cut, across.by().host() ? hostId : null);
        groups.computeIfAbsent(group, this::open).add(added);
    }

    /// Hands every group over, by key and host.
    void writeTo(AnswerWriter answer) {
        groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Group::key)
                        .thenComparing(Group::hostId, Comparator.nullsFirst(Comparator.naturalOrder()))))
                .forEach(group -> answer.series(
                        group.getKey().hostId(),
                        group.getKey().key(),
                        group.getValue().points()));
    }

    private CombinedSteps open(Group group) {
        if ((groups.size() + 1L) * steps > AnswerWriter.MAX_POINTS) {
            throw ProblemException.invalid(
                    "the answer would have more than %d points; keep fewer attributes apart or ask for fewer points"
                            .formatted(AnswerWriter.MAX_POINTS));
        }
        return new CombinedSteps(across.combine(), stepMillis, fromMillis, steps);
    }

    private SeriesKey cut(SeriesKey key) {
        SortedMap<String, String> kept = new TreeMap<>(key.attributes());
        kept.keySet().retainAll(across.by().attributes());
        return new SeriesKey(key.metric(), kept);
    }

    private record Group(SeriesKey key, @Nullable UUID hostId) {}
}
