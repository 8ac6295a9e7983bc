package io.nocturne.server.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelIndexTest {

    @Test
    void findsWhateverMatchesWhenAskedOneByOne() {
        Random random = new Random(13);
        List<List<Matcher>> things =
                IntStream.range(0, 300).mapToObj(_ -> matchers(random)).toList();
        LabelIndex<List<Matcher>> index = new LabelIndex<>(things, thing -> thing);
        LabelIndex<List<Matcher>> unindexed = new LabelIndex<>(List.of(), thing -> thing);
        assertThat(found(unindexed, Map.of("host", "1"))).isEmpty();

        for (int i = 0; i < 500; i++) {
            Map<String, String> labels = Map.of("host", "" + random.nextInt(4), "role", "" + random.nextInt(4));
            List<List<Matcher>> oneByOne = things.stream()
                    .filter(thing ->
                            io.nocturne.server.platform.match.Matchers.of(thing).matches(labels))
                    .toList();

            assertThat(found(index, labels)).containsExactlyInAnyOrderElementsOf(oneByOne);
        }
    }

    @Test
    void aThousandThingsOnAsManyHostsAreNotAskedForOne() {
        List<List<Matcher>> things = IntStream.range(0, 1_000)
                .mapToObj(i -> List.of(Matcher.equal("alertname", "cpu"), Matcher.equal("host", "web-" + i)))
                .toList();
        LabelIndex<List<Matcher>> index = new LabelIndex<>(things, thing -> thing);
        List<List<Matcher>> asked = new ArrayList<>();

        index.candidates(Map.of("alertname", "cpu", "host", "web-7"), entry -> asked.add(entry.thing()));

        assertThat(asked).containsExactly(things.get(7));
    }

    private static List<List<Matcher>> found(LabelIndex<List<Matcher>> index, Map<String, String> labels) {
        List<List<Matcher>> found = new ArrayList<>();
        index.candidates(labels, entry -> {
            if (entry.matchers().matches(labels)) {
                found.add(entry.thing());
            }
        });
        return found;
    }

    private static List<Matcher> matchers(Random random) {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String name = List.of("host", "role", "absent").get(random.nextInt(3));
            String value = random.nextInt(5) == 0 ? "" : "" + random.nextInt(4);
            Matcher.Op op = List.of(Matcher.Op.values()).get(random.nextInt(4));
            matchers.add(new Matcher(name, op, value));
        }
        return matchers;
    }
}
