package io.nocturne.bench.agent;

import java.util.List;
import java.util.Locale;

/// How far one series is from node_exporter's over a whole run.
///
/// **Shape** - `parts` are relative to the larger of two values, one for each pair; a difference below `floor` is
/// 0. `fresh` are those of readings in which the agent read anew instead of repeating what it knew. `later` are the
/// same for two exporters, the second asked some ms after the first: what nothing but the moment makes.
record Difference(String name, double floor, List<Double> parts, List<Double> fresh, List<Double> later) {

    static double part(double one, double other, double floor) {
        double difference = Math.abs(one - other);
        double larger = Math.max(Math.abs(one), Math.abs(other));
        return difference <= floor || larger == 0 ? 0 : difference / larger;
    }

    double median() {
        return parts.stream().sorted().toList().get(parts.size() / 2);
    }

    double largest() {
        return largest(parts);
    }

    double largestFresh() {
        return largest(fresh);
    }

    double largestLater() {
        return largest(later);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-96s %5d %10s %8.2f %8.2f %8.2f %8.2f",
                name,
                parts.size(),
                number(floor),
                100 * median(),
                100 * largest(),
                100 * largestFresh(),
                100 * largestLater());
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"series\":\"%s\",\"pairs\":%d,\"floor\":%s,\"medianPercent\":%.3f,\"largestPercent\":%.3f,"
                        + "\"largestReadAnewPercent\":%.3f,\"exporterLaterPercent\":%.3f}",
                name,
                parts.size(),
                number(floor),
                100 * median(),
                100 * largest(),
                100 * largestFresh(),
                100 * largestLater());
    }

    private static double largest(List<Double> parts) {
        return parts.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
