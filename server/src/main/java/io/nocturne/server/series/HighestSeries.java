package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.series.SeriesQuery.SeriesSink;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;

/// Keeps, of the series that are read, the few of each metric with the highest average.
///
/// **Shape** - the average of all samples in the range; ties by key, then by host.
/// **Threads** - confined to the caller's.
final class HighestSeries implements SeriesSink {

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::average)
            .reversed()
            .thenComparing(Candidate::key)
            .thenComparing(Candidate::hostId);

    private final int k;
    private final Map<String, PriorityQueue<Candidate>> metrics = new TreeMap<>();

    HighestSeries(int k) {
        this.k = k;
    }

    @Override
    public void accept(UUID hostId, SeriesKey key, Steps steps) {
        PriorityQueue<Candidate> best =
                metrics.computeIfAbsent(key.metric(), metric -> new PriorityQueue<>(k + 1, BEST_FIRST.reversed()));
        best.add(new Candidate(average(steps), hostId, key, steps));
        if (best.size() > k) {
            best.remove();
        }
    }

    /// Hands them over, metric by metric, the highest first.
    void writeTo(AnswerWriter answer) {
        metrics.values().stream()
                .flatMap(best -> best.stream().sorted(BEST_FIRST))
                .forEach(one -> answer.series(one.hostId(), one.key(), Points.of(one.steps())));
    }

    private static double average(Steps steps) {
        Total total = new Total();
        for (int i = 0; i < steps.size(); i++) {
            total.add(steps.sum(i), steps.totalCount(i));
        }
        return total.average();
    }

    private record Candidate(double average, UUID hostId, SeriesKey key, Steps steps) {}
}
