package io.nocturne.server.replay;

import io.nocturne.model.alert.RulePreview;
import io.nocturne.model.alert.RulePreview.WouldBe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The alerts of one list at whose time another list has none for the same instance.
///
/// **Shape** - `listed` the longest first, at most [RulePreview#MAX_LISTED].
record Differences(int count, List<WouldBe> listed) {

    static Differences of(Tally tally, Tally other) {
        Map<Instance, List<WouldBe>> others = new HashMap<>();
        other.alerts()
                .forEach(alert -> others.computeIfAbsent(Instance.of(alert), key -> new ArrayList<>())
                        .add(alert));
        List<WouldBe> alone = tally.alerts().stream()
                .filter(alert -> others.getOrDefault(Instance.of(alert), List.of()).stream()
                        .noneMatch(there -> overlap(alert, there)))
                .sorted(Comparator.comparingLong(tally::seconds).reversed())
                .toList();
        return new Differences(alone.size(), alone.subList(0, Math.min(RulePreview.MAX_LISTED, alone.size())));
    }

    private static boolean overlap(WouldBe one, WouldBe other) {
        return !one.firedAt().isAfter(end(other)) && !other.firedAt().isAfter(end(one));
    }

    private static Instant end(WouldBe alert) {
        Instant ended = alert.endedAt();
        return ended == null ? Instant.MAX : ended;
    }

    private record Instance(String host, Map<String, String> attributes) {

        static Instance of(WouldBe alert) {
            return new Instance(alert.host(), alert.attributes());
        }
    }
}
