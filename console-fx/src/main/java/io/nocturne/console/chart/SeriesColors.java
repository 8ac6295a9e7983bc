package io.nocturne.console.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives lines their series colors and leaves them theirs as long as they are there.
///
/// **Shape** - colors are 1 to 8; [#OTHERS] is the grey of the lines past the greatest 7 of more than 8.
/// **Threads** - confined to the JavaFX thread, as its chart is.
final class SeriesColors {

    static final int COUNT = 8;
    static final int OTHERS = 0;

    private final Map<String, Integer> byKey = new HashMap<>();
    private Set<String> known = Set.of();

    /// The color of each line of the chart, by key. Ranks anew only when lines come or go, else colors would flicker.
    Map<String, Integer> assign(List<ChartLine> lines) {
        Set<String> keys = new HashSet<>(lines.stream().map(ChartLine::key).toList());
        if (!keys.equals(known)) {
            known = keys;
            byKey.keySet().retainAll(keys);
            List<ChartLine> colored = lines.size() <= COUNT ? lines : greatest(lines);
            Set<String> chosen =
                    new HashSet<>(colored.stream().map(ChartLine::key).toList());
            byKey.entrySet().removeIf(entry -> !chosen.contains(entry.getKey()) || entry.getValue() == OTHERS);
            colored.forEach(line -> line.color().ifPresent(color -> byKey.put(line.key(), color)));
            colored.forEach(line -> byKey.computeIfAbsent(line.key(), _ -> lowestFree()));
            keys.forEach(key -> byKey.putIfAbsent(key, OTHERS));
        }
        return byKey;
    }

    private int lowestFree() {
        for (int color = 1; color < COUNT; color++) {
            if (!byKey.containsValue(color)) {
                return color;
            }
        }
        return COUNT;
    }

    private static List<ChartLine> greatest(List<ChartLine> lines) {
        List<ChartLine> ranked = new ArrayList<>(lines);
        ranked.sort(Comparator.comparingDouble((ChartLine line) -> mean(line.points()))
                .reversed());
        Set<ChartLine> top = new HashSet<>(ranked.subList(0, COUNT - 1));
        return lines.stream().filter(top::contains).toList();
    }

    private static double mean(Points points) {
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            sum += points.avg(i);
        }
        return points.isEmpty() ? 0 : sum / points.size();
    }
}
