package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Severity;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes in whatever order, with receivers that fail and servers that are killed: who was told that
/// an alert fires is told once that it is over.
class NotifyModelTest {

    private static final int STEPS = 120;

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyToldFiringHasExactlyOneToldEnd(long seed) {
        Random random = new Random(seed);
        Simulation world = new Simulation();
        world.receiver("a");
        world.receiver("b");
        world.channel.always(_ -> answer(random));
        List<String> open = new ArrayList<>();
        Set<String> unknown = new HashSet<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            step(world, random, open, unknown, all);
            if (random.nextInt(12) == 0) {
                world.restart();
            }
            world.pass(Duration.ofSeconds(random.nextInt(40)));
        }
        world.channel.always(_ -> new Delivery.Delivered("ok", Map.of()));
        world.unsilence("s");
        world.pass(Duration.ofMinutes(20));
        open.forEach(world.alerts::resolve);
        world.pass(Duration.ofMinutes(20));
        all.forEach(id -> world.alerts.flap(id, false));
        world.pass(Duration.ofMinutes(5));

        for (String receiver : List.of("a", "b")) {
            endings(world, receiver)
                    .forEach((alert, ends) -> assertThat(ends)
                            .as("ends of %s told to %s with seed %d: %s", alert, receiver, seed, world.codes(alert))
                            .isEqualTo(1));
        }
        assertThat(world.desk().held()).allMatch(held -> held.over());
        List<String> delivered = world.channel.all().stream()
                .map(got -> got.receiverId() + got.notice().noticeId())
                .toList();
        assertThat(delivered).doesNotHaveDuplicates();
    }

    private static void step(
            Simulation world, Random random, List<String> open, Set<String> unknown, List<String> all) {
        int what = random.nextInt(20);
        if (what < 7 || open.isEmpty()) {
            String host = "h" + random.nextInt(6);
            String rule = List.of("cpu", "disk", "memory").get(random.nextInt(3));
            if (open.stream().noneMatch(id -> id.startsWith(rule + "@" + host + "#"))) {
                String id =
                        world.alerts.fire(rule, host, random.nextInt(4) == 0 ? Severity.CRITICAL : Severity.WARNING);
                open.add(id);
                all.add(id);
            }
            return;
        }
        String id = open.get(random.nextInt(open.size()));
        if (what < 12) {
            open.remove(id);
            world.alerts.resolve(id);
        } else if (what < 14) {
            world.alerts.escalate(id);
        } else if (what < 15) {
            if (unknown.add(id)) {
                world.alerts.unknown(id);
            } else {
                unknown.remove(id);
                world.alerts.known(id);
            }
        } else if (what < 16) {
            world.alerts.acknowledge(id, Duration.ofMinutes(3));
        } else if (what < 17) {
            world.alerts.expire(id);
        } else if (what < 18) {
            world.silence("s", "host", "h" + random.nextInt(6));
        } else if (what < 19) {
            world.unsilence("s");
        } else {
            world.alerts.flap(id, random.nextBoolean());
        }
    }

    private static Delivery answer(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Delivery.RetryLater(null, false, "500");
            case 1 -> new Delivery.RetryLater(Duration.ofSeconds(random.nextInt(60)), true, "429");
            default -> new Delivery.Delivered("ok", Map.of("n", "1"));
        };
    }

    /// How often the end of each alert came to a receiver that it came to.
    private static Map<String, Integer> endings(Simulation world, String receiver) {
        Map<String, Integer> ends = new HashMap<>();
        for (Notice notice : world.channel.to(receiver)) {
            for (Notice.Item item : notice.items()) {
                boolean isOver = !item.alert().status().isOpen();
                ends.merge(item.alert().alertId(), isOver ? 1 : 0, Integer::sum);
            }
        }
        return ends;
    }
}
