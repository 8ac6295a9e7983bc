package io.nocturne.server.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.model.json.WireJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCheckTest {

    private static final RuleSource CPU = RuleSource.Metric.newest("system.cpu.total.utilization");
    private static final RuleSettings GOOD = settings(Threshold.of(0.8, 0.75, 60), Threshold.of(0.9, 0.85, 0));

    @Test
    void everyDefaultIsGood() {
        assertThat(DefaultRules.all())
                .allSatisfy(rule ->
                        assertThat(RuleCheck.faults(rule)).as(rule.ruleId()).isEmpty());
        assertThat(DefaultRules.all())
                .extracting(AlertRule::ruleId)
                .containsExactlyInAnyOrder(
                        "cpu",
                        "memory",
                        "disk",
                        "disk-await",
                        "host-silent",
                        "disk-full-soon",
                        "clock-skew",
                        "data-loss");
    }

    @Test
    void whoWritesPercentIsToldTheFraction() {
        assertThat(told(CPU, Comparison.ABOVE, settings(Threshold.of(80, 75, 0), null)))
                .containsExactly(
                        "settings.warning.raise: is 80, allowed is a fraction from 0 to 1: 0.8 is 80 %",
                        "settings.warning.clear: is 75, allowed is a fraction from 0 to 1: 0.75 is 75 %");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aThresholdIsAFiniteNumber(double value) {
        assertThat(told(CPU, Comparison.ABOVE, settings(Threshold.of(value, value, 0), Threshold.of(0.9, 0.9, 0))))
                .containsExactly(
                        "settings.warning.raise: is no finite number", "settings.warning.clear: is no finite number");
    }

    @ParameterizedTest
    @CsvSource({
        "ABOVE, 0.8, 0.8, true",
        "ABOVE, 0.8, 0.7, true",
        "ABOVE, 0.8, 0.9, false",
        "BELOW, 0.2, 0.2, true",
        "BELOW, 0.2, 0.3, true",
        "BELOW, 0.2, 0.1, false"
    })
    void itIsOverOnTheGoodSide(Comparison comparison, double raise, double clear, boolean good) {
        List<String> told = told(CPU, comparison, settings(Threshold.of(raise, clear, 0), null));

        assertThat(told.isEmpty()).as(told.toString()).isEqualTo(good);
    }

    @Test
    void aClearThresholdAloneIsHeldAgainstThatOfTheRule() {
        RuleLayer layer =
                new RuleLayer(new Scope.Host("db-1"), List.of(), settings(new Threshold(null, null, 0.85, null), null));

        assertThat(told(rule(CPU, Comparison.ABOVE, GOOD, layer)))
                .containsExactly(
                        "layers[0].settings.warning.clear: 0.85 (85 %) lies beyond the raise of the rule, 0.8 (80 %);"
                                + " allowed is 0.8 (80 %) or less, so that the alert ends where the trouble does");
    }

    @Test
    void criticalIsAtLeastAsBadWhereBothStandInOneLayer() {
        RuleLayer apart = new RuleLayer(new Scope.Host("db-1"), List.of(), settings(Threshold.of(0.95, 0.95, 0), null));
        RuleLayer together = new RuleLayer(
                new Scope.Tag("role", "db"), List.of(), settings(Threshold.of(0.7, 0.7, 0), Threshold.of(0.6, 0.6, 0)));

        assertThat(told(rule(CPU, Comparison.ABOVE, GOOD, apart, together)))
                .singleElement()
                .asString()
                .startsWith("layers[1].settings.critical.raise: 0.6 (60 %) is less bad than warning.raise, 0.7 (70 %)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            LAST  | -   | -   | -
            LAST  | 60  | -   | source.windowSeconds: the aggregation last has no window; avg, min, max and times have one
            AVG   | -   | -   | source.windowSeconds: is missing; the aggregation avg needs 5 to 900 seconds
            MAX   | 4   | -   | source.windowSeconds: is 4, allowed are 5 to 900
            MIN   | 901 | -   | source.windowSeconds: is 901, allowed are 5 to 900
            AVG   | 60  | 3   | source.times: only the aggregation times has it, this one is avg
            TIMES | 60  | -   | source.times: is missing; the aggregation times needs 1 to 100
            TIMES | 60  | 101 | source.times: is 101, allowed are 1 to 100
            TIMES | 60  | 3   | -
            """)
    void aWindowGoesWithWhatNeedsOne(
            Aggregation aggregation, @Nullable Long window, @Nullable Integer times, @Nullable String fault) {
        RuleSource source =
                new RuleSource.Metric("system.cpu.total.utilization", List.of(), aggregation, window, times);

        assertThat(told(source, Comparison.ABOVE, GOOD)).isEqualTo(fault == null ? List.of() : List.of(fault));
    }

    @Test
    void aMetricThatTheCatalogLacksIsAllowedAndAnAttributeThatItsMetricLacksIsNot() {
        Matcher queue = Matcher.equal("queue", "in");

        assertThat(told(
                        new RuleSource.Metric("shop.queue.length", List.of(queue), Aggregation.LAST, null, null),
                        Comparison.ABOVE,
                        settings(Threshold.of(80, 75, 0), null)))
                .isEmpty();
        assertThat(told(
                        new RuleSource.Metric("system.disk.await", List.of(queue), Aggregation.LAST, null, null),
                        Comparison.ABOVE,
                        GOOD))
                .containsExactly(
                        "source.attributes[0].name: system.disk.await has no attribute 'queue', it has system.device");
        assertThat(told(RuleSource.Metric.newest("9 lives"), Comparison.ABOVE, GOOD))
                .containsExactly("source.metric: is '9 lives', allowed is [a-zA-Z][a-zA-Z0-9_.:/-]{0,127}");
    }

    @Test
    void whatNoRuleCanLookAtIsRefused() {
        assertThat(told(RuleSource.Metric.newest("process.memory.usage"), Comparison.ABOVE, GOOD))
                .containsExactly(
                        "source.metric: process.memory.usage is in the process table, and rules look at series only");
        assertThat(told(
                        new RuleSource.Forecast("system.filesystem.utilization", List.of(), 1.5, 60),
                        Comparison.BELOW,
                        settings(Threshold.of(60, 60, 0), null)))
                .containsExactly(
                        "source.limit: is 1.5, allowed is a fraction from 0 to 1: 0.015 is 1.5 %",
                        "source.historySeconds: is 60, allowed are 600 to 604800");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        AlertRule rule = new AlertRule(
                "Web",
                "a\u0007b",
                0,
                CPU,
                Comparison.ABOVE,
                List.of(new Matcher("role", Matcher.Op.MATCHES, "db[")),
                new RuleSettings(
                        null, new Threshold(null, 0.8, null, 90_000L), null, -1L, "x".repeat(4_001), "ftp://x/y"),
                List.of(new RuleLayer(new Scope.Tag("", "x"), List.of(), RuleSettings.INHERITED)),
                Map.of("host", "a"),
                null,
                null);

        assertThat(told(rule))
                .containsExactly(
                        "ruleId: is 'Web', allowed is [a-z0-9][a-z0-9-]{0,63}",
                        "name: it holds U+0007 at character 2; control, format and invisible characters are not allowed",
                        "hosts[0].value: role=~\"db[\" is no regular expression: missing closing ]",
                        "labels.host: every alert has its own; choose another name",
                        "settings.warning.forSeconds: is 90000, allowed are 0 to 86400",
                        "settings.keepFiringForSeconds: is -1, allowed are 0 to 86400",
                        "settings.guidance: has 4001 characters, allowed are 4000",
                        "settings.runbookUrl: is 'ftp://x/y', allowed is an http or https address",
                        "layers[0].scope.key: is missing");
    }

    @Test
    void whatIsMissingAltogetherIsToldToo() {
        AlertRule nothing = WireJson.mapper().readValue("{}", AlertRule.class);

        assertThat(told(nothing))
                .containsExactly(
                        "ruleId: is missing, allowed is [a-z0-9][a-z0-9-]{0,63}",
                        "name: is missing",
                        "source: is missing; its type is one of metric, forecast, hostSilent, clockSkew, dataLoss",
                        "settings: has no threshold; give warning.raise or critical.raise here or in a layer");
    }

    @Test
    void aThresholdInALayerAloneIsEnoughAndSomeCountsAreBounded() {
        RuleLayer layer = new RuleLayer(new Scope.Host("db-1"), List.of(), GOOD);

        assertThat(told(rule(CPU, Comparison.ABOVE, RuleSettings.INHERITED, layer)))
                .isEmpty();
        assertThat(told(new AlertRule(
                        "web",
                        "web",
                        0,
                        CPU,
                        Comparison.ABOVE,
                        List.of(),
                        GOOD,
                        Collections.nCopies(501, layer),
                        IntStream.range(0, 21).boxed().collect(Collectors.toMap(i -> "label" + i, _ -> "x")),
                        null,
                        null)))
                .containsExactly("labels: has 21 entries, allowed are 20", "layers: has 501 entries, allowed are 500");
    }

    private static List<String> told(RuleSource source, Comparison comparison, RuleSettings settings) {
        return told(rule(source, comparison, settings));
    }

    private static List<String> told(AlertRule rule) {
        return RuleCheck.faults(rule).stream().map(RuleFault::toString).toList();
    }

    private static AlertRule rule(
            RuleSource source, Comparison comparison, RuleSettings settings, RuleLayer... layers) {
        return new AlertRule(
                "web", "Web", 0, source, comparison, List.of(), settings, List.of(layers), Map.of(), null, null);
    }

    private static RuleSettings settings(@Nullable Threshold warning, @Nullable Threshold critical) {
        return new RuleSettings(null, warning, critical, null, null, null);
    }
}
