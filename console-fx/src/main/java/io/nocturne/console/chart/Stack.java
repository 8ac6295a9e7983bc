package io.nocturne.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Adds the layers of a stack up.
///
/// **Shape** - all results have the same times: those of any layer. A layer holds its last value
/// over at most the length that is no gap yet; after that it adds nothing.
final class Stack {

    private Stack() {}

    /// For each layer the sum of itself and all below.
    static List<Points> cumulate(List<Points> layers, long gapAfterMillis) {
        long[] times = layers.stream()
                .flatMapToLong(layer -> LongStream.range(0, layer.size()).map(i -> layer.time((int) i)))
                .sorted()
                .distinct()
                .toArray();
        double[] sums = new double[times.length];
        List<Points> cumulated = new ArrayList<>();
        for (Points layer : layers) {
            cumulated.add(add(layer, times, sums, gapAfterMillis));
        }
        return cumulated;
    }

    private static Points add(Points layer, long[] times, double[] sums, long gapAfterMillis) {
        Points.Builder result = Points.builder();
        int at = -1;
        for (int i = 0; i < times.length; i++) {
            while (at + 1 < layer.size() && layer.time(at + 1) <= times[i]) {
                at++;
            }
            if (at >= 0 && times[i] - layer.time(at) <= gapAfterMillis) {
                sums[i] += layer.avg(at);
            }
            result.add(times[i], sums[i]);
        }
        return result.build();
    }
}
