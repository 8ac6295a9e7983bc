package io.nocturne.server.silence;

import io.nocturne.model.alert.Matcher;
import io.nocturne.server.platform.match.Matchers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Things with matchers, found by labels without asking each of them.
///
/// **Shape** - a thing with an `=` stands below that label's value, of several the one that the fewest things
/// share. Only what has none is asked for all labels.
/// **Threads** - immutable.
final class LabelIndex<T> {

    private final Map<String, Map<String, List<Entry<T>>>> byLabel = new HashMap<>();
    private final List<Entry<T>> rest = new ArrayList<>();

    LabelIndex(List<T> things, Function<T, List<Matcher>> matchersOf) {
        Map<Matcher, Integer> shared = new HashMap<>();
        things.forEach(thing -> matchersOf.apply(thing).forEach(matcher -> shared.merge(matcher, 1, Integer::sum)));
        for (T thing : things) {
            List<Matcher> matchers = matchersOf.apply(thing);
            Optional<Matcher> key = matchers.stream()
                    .filter(LabelIndex::isKey)
                    .min(Comparator.comparing(matcher -> shared.getOrDefault(matcher, 0)));
            List<Entry<T>> place = key.isEmpty()
                    ? rest
                    : byLabel.computeIfAbsent(key.get().name(), _ -> new HashMap<>())
                            .computeIfAbsent(key.get().value(), _ -> new ArrayList<>());
            place.add(new Entry<>(thing, Matchers.of(matchers)));
        }
    }

    /// Tells of each thing that may match, with the matchers that say whether it does.
    void candidates(Map<String, String> labels, Consumer<Entry<T>> found) {
        byLabel.forEach((name, values) -> {
            String value = labels.get(name);
            if (value != null) {
                values.getOrDefault(value, List.of()).forEach(found);
            }
        });
        rest.forEach(found);
    }

    private static boolean isKey(Matcher matcher) {
        // An absent label has the empty value.
        return matcher.op() == Matcher.Op.EQUAL && !matcher.value().isEmpty();
    }

    record Entry<T>(T thing, Matchers matchers) {}
}
