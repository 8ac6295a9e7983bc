package io.nocturne.server.alert;

import static io.nocturne.server.alert.machine.TestRules.rule;
import static io.nocturne.server.alert.machine.TestRules.thresholds;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.server.alert.AlertWorld.Fault;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of events in random orders: values up and down, silence, late samples, edits, acknowledgements.
/// One engine lives through them undisturbed; the other is restarted and loses commits and their answers at
/// random points. Both must have told the same.
class RandomLifeIT {

    private static final int EVENTS = 700;
    private static final int SERIES = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void eachRaiseHasOneEndAndNothingIsLostOrDoubledWhateverFails(long seed) {
        try (AlertWorld calm = new AlertWorld(DatabaseKind.H2);
                AlertWorld troubled = new AlertWorld(DatabaseKind.H2)) {
            live(calm, new Random(seed), null);
            live(troubled, new Random(seed), new Random(-seed));

            assertThat(told(troubled)).isEqualTo(told(calm));
            assertThat(told(calm)).hasSizeGreaterThan(50);
            check(calm);
            check(troubled);
        }
    }

    private static void live(AlertWorld world, Random random, @Nullable Random trouble) {
        UUID host = world.host("db-1", Map.of());
        List<Double> levels = new ArrayList<>(List.of(50.0, 50.0, 50.0));
        long version = 1;
        world.rules("ann", cpu(version, 80), average(version));
        for (int event = 0; event < EVENTS; event++) {
            if (trouble != null) {
                disturb(world, trouble);
            }
            int what = random.nextInt(100);
            if (what < 84) {
                world.sample(host, next(levels, random));
            } else if (what < 88) {
                world.silence(Duration.ofSeconds(random.nextInt(1, 40)));
            } else if (what < 91) {
                version++;
                world.rules("editor" + version, cpu(version, random.nextInt(70, 95)), average(version));
            } else if (what < 92) {
                world.rules("editor", average(version));
                version++;
                world.rules("ann", cpu(version, 80), average(version));
            } else if (what < 95) {
                // A live sample comes next, so that no edit is judged by a late one.
                world.clock.advance(Duration.ofMinutes(2));
                world.backfill(
                        host, world.clock.instant().minusSeconds(100), 60.0, 99.0, 99.0, 99.0, 99.0, 99.0, 10.0, 10.0);
                world.sample(host, next(levels, random));
            } else {
                acknowledge(world, random);
            }
            world.tick();
        }
    }

    private static void disturb(AlertWorld world, Random trouble) {
        switch (trouble.nextInt(12)) {
            case 0 -> world.restart();
            case 1 -> world.fault = Fault.LOST;
            case 2 -> world.fault = Fault.ANSWER_LOST;
            default -> world.fault = Fault.NONE;
        }
    }

    /// Mostly where it was, so that holds end.
    private static Double[] next(List<Double> levels, Random random) {
        for (int i = 0; i < SERIES; i++) {
            if (random.nextInt(6) == 0) {
                levels.set(i, 40 + random.nextInt(60) + 0.5);
            }
        }
        return levels.toArray(new Double[0]);
    }

    private static void acknowledge(AlertWorld world, Random random) {
        Fault after = world.fault;
        world.fault = Fault.NONE;
        List<Alert> firing = world.book()
                .look(book -> book.alerts().stream()
                        .filter(alert -> alert.status() == AlertStatus.FIRING && alert.acknowledgement() == null)
                        .sorted(Comparator.comparing((Alert alert) -> alert.ruleId() + alert.attributes()))
                        .toList());
        if (!firing.isEmpty()) {
            Alert chosen = firing.get(random.nextInt(firing.size()));
            world.book()
                    .update(change -> change.person(
                            chosen,
                            AlertTransition.Type.ACKNOWLEDGED,
                            "bob",
                            null,
                            draft -> draft.acknowledged(new Acknowledgement(
                                    "bob", change.now(), change.now().plusSeconds(60), chosen.severity(), null))));
        }
        world.fault = after;
    }

    /// Each step by what it says of which instance; alerts have other ids in the other world.
    private static List<String> told(AlertWorld world) {
        return world.steps().stream()
                .map(step -> {
                    Alert alert =
                            world.store.find(UUID.fromString(step.alertId())).orElseThrow();
                    return "%s %s %s %d %s %s %s %s"
                            .formatted(
                                    step.at(),
                                    alert.ruleId(),
                                    alert.attributes(),
                                    step.number(),
                                    step.type(),
                                    step.severity(),
                                    step.value(),
                                    step.by());
                })
                .sorted()
                .toList();
    }

    private static void check(AlertWorld world) {
        Map<String, List<AlertTransition>> byAlert =
                world.steps().stream().collect(Collectors.groupingBy(AlertTransition::alertId));
        byAlert.forEach((alertId, steps) -> {
            Alert alert = world.store.find(UUID.fromString(alertId)).orElseThrow();
            long raises = steps.stream()
                    .filter(step -> step.type() == AlertTransition.Type.FIRING)
                    .count();
            long ends = steps.stream()
                    .filter(step -> step.type() != null && AlertMachine.isEnd(step.type()))
                    .count();
            long calmed = steps.stream()
                    .filter(step -> step.type() == AlertTransition.Type.CALMED)
                    .count();
            assertThat(raises).as("raises of %s: %s", alert, steps).isLessThanOrEqualTo(1);
            assertThat(ends)
                    .as("ends of %s: %s", alert, steps)
                    .isEqualTo(alert.status().isOpen() ? 0 : raises);
            assertThat(calmed)
                    .as("%s: %s", alert, steps)
                    .isEqualTo(alert.status().isOpen() ? 0 : 1 - raises);
            assertThat(alert.version()).isEqualTo(steps.size());
            for (int i = 0; i < steps.size(); i++) {
                assertThat(steps.get(i).number()).isEqualTo(i + 1);
            }
        });
        List<Long> ids =
                world.steps().stream().map(AlertTransition::transitionId).toList();
        assertThat(ids).doesNotHaveDuplicates().isSorted();
        assertThat(ids.getLast()).isEqualTo(ids.size());
    }

    private static AlertRule cpu(long version, double warning) {
        return rule(
                "cpu",
                version,
                RuleSource.Metric.newest(AlertWorld.METRIC),
                Comparison.ABOVE,
                thresholds(Threshold.of(warning, warning - 5, 10), Threshold.of(97, 92, 15), 5L));
    }

    private static AlertRule average(long version) {
        return rule(
                "average",
                version,
                new RuleSource.Metric(AlertWorld.METRIC, List.of(), Aggregation.AVG, 30L, null),
                Comparison.ABOVE,
                thresholds(Threshold.of(85, 80, 0), null, null));
    }
}
