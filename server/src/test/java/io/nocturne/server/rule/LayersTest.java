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
import io.nocturne.model.alert.Severity;
import io.nocturne.server.rule.EffectiveRule.Level;
import io.nocturne.server.rule.Resolved.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static final Map<String, String> DB = Map.of("role", "db");
    private static final Map<String, String> BOOT = Map.of("system.filesystem.mountpoint", "/boot");
    private static final Map<String, String> DATA = Map.of("system.filesystem.mountpoint", "/data");

    @Test
    void aHostCountsOverATagAndATagOverEverybody() {
        Layers layers =
                layers(layer(new Scope.Tag("role", "db"), warnAt(0.7)), layer(new Scope.Host("db-1"), warnAt(0.6)));

        assertThat(warning(layers, "web-1", Map.of(), DATA).raise()).isEqualTo(0.8);
        assertThat(warning(layers, "db-2", DB, DATA).raise()).isEqualTo(0.7);
        assertThat(warning(layers, "db-1", DB, DATA).raise()).isEqualTo(0.6);
    }

    @Test
    void anInstanceCountsOverItsWholeLayerAndNoFurther() {
        Layers layers = layers(
                layer(new Scope.Everywhere(), warnAt(0.95), Matcher.equal("system.filesystem.mountpoint", "/boot")),
                layer(new Scope.Tag("role", "db"), warnAt(0.7)));

        assertThat(warning(layers, "web-1", Map.of(), BOOT).raise()).isEqualTo(0.95);
        assertThat(warning(layers, "db-1", DB, BOOT).raise()).isEqualTo(0.7);
    }

    @Test
    void theEarlierOfTwoEqualLayersCounts() {
        Layers layers =
                layers(layer(new Scope.Tag("role", "db"), warnAt(0.7)), layer(new Scope.Tag("site", "a"), warnAt(0.5)));

        assertThat(warning(layers, "db-1", Map.of("role", "db", "site", "a"), DATA)
                        .raise())
                .isEqualTo(0.7);
    }

    @Test
    void whatALayerLeavesOutItInherits() {
        Threshold longer = new Threshold(null, null, null, 600L);
        Layers layers =
                layers(layer(new Scope.Host("db-1"), new RuleSettings(null, longer, null, null, "call the DBA", null)));

        Level level = warning(layers, "db-1", DB, DATA);

        assertThat(level).isEqualTo(new Level(0.8, 0.75, Duration.ofMinutes(10)));
        assertThat(layers.effective("db-1", DB, DATA).orElseThrow().guidance()).isEqualTo("call the DBA");
        assertThat(layers.effective("db-1", DB, DATA).orElseThrow().critical()).isNotNull();
    }

    @Test
    void aThresholdThatIsMovedTakesItsClearThresholdAlong() {
        Layers layers = layers(layer(new Scope.Host("db-1"), warnAt(0.6)));

        assertThat(warning(layers, "db-1", DB, DATA).clear()).isCloseTo(0.55, within());
    }

    @Test
    void everyPartSaysWhichLayerItComesFrom() {
        Threshold longer = new Threshold(null, null, null, 600L);
        Layers layers = layers(
                layer(new Scope.Tag("role", "db"), warnAt(0.7)),
                layer(new Scope.Host("db-1"), new RuleSettings(null, longer, null, null, "call the DBA", null)));

        Resolved resolved = layers.resolved("db-1", DB, DATA);

        assertThat(resolved.warning().raise()).isEqualTo(new Said<>(0.7, 0, new Scope.Tag("role", "db")));
        assertThat(resolved.warning().clear()).isEqualTo(new Said<>(0.65, Said.OF_RULE, new Scope.Everywhere()));
        assertThat(resolved.warning().forSeconds()).isEqualTo(new Said<>(600L, 1, new Scope.Host("db-1")));
        assertThat(resolved.guidance().layer()).isEqualTo(1);
        assertThat(resolved.keepFiringForSeconds().layer()).isEqualTo(Said.NOWHERE);
        assertThat(resolved.effective()).isEqualTo(layers.effective("db-1", DB, DATA));
    }

    @Test
    void theInstancesThatLayersNameAreResolvedAsTheyWouldBe() {
        Matcher boot = Matcher.equal("system.filesystem.mountpoint", "/boot");
        Matcher snaps = new Matcher("system.filesystem.mountpoint", Matcher.Op.MATCHES, "/b.*");
        Layers layers = layers(
                layer(new Scope.Everywhere(), warnAt(0.95), boot),
                layer(new Scope.Host("db-1"), warnAt(0.9), snaps),
                layer(new Scope.Host("web-1"), warnAt(0.5), Matcher.equal("system.filesystem.mountpoint", "/data")));

        assertThat(layers.instances("db-1", DB)).containsExactly(List.of(boot), List.of(snaps));
        assertThat(layers.resolved("db-1", DB, List.of(boot)).warning().raise().value())
                .isEqualTo(0.9);
        assertThat(layers.resolved("db-1", DB, List.of(snaps)).warning().raise().layer())
                .isEqualTo(1);
        assertThat(layers.resolved("db-1", DB, List.<Matcher>of())
                        .warning()
                        .raise()
                        .layer())
                .isEqualTo(Said.OF_RULE);
    }

    @Test
    void whatIsFullByDesignIsSwitchedOff() {
        RuleSettings off = new RuleSettings(false, null, null, null, null, null);
        Layers layers =
                layers(layer(new Scope.Everywhere(), off, Matcher.equal("system.filesystem.mountpoint", "/boot")));

        assertThat(layers.effective("web-1", Map.of(), BOOT)).isEmpty();
        assertThat(layers.effective("web-1", Map.of(), DATA)).isPresent();
    }

    @Test
    void oneSeverityCanBeSwitchedOff() {
        Threshold off = new Threshold(false, null, null, null);
        Layers layers = layers(layer(new Scope.Host("db-1"), new RuleSettings(null, off, null, null, null, null)));

        EffectiveRule rule = layers.effective("db-1", DB, DATA).orElseThrow();

        assertThat(rule.warning()).isNull();
        assertThat(rule.critical()).isNotNull();
    }

    @Test
    void aRuleIsForTheHostsThatItChooses() {
        AlertRule rule = rule(List.of(Matcher.equal("role", "db"), new Matcher("host", Matcher.Op.NOT_EQUAL, "db-9")));
        Layers layers = new Layers(rule);

        assertThat(layers.isFor("db-1", DB)).isTrue();
        assertThat(layers.isFor("db-9", DB)).isFalse();
        assertThat(layers.effective("web-1", Map.of("role", "web"), DATA)).isEmpty();
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    private static Level warning(Layers layers, String host, Map<String, String> tags, Map<String, String> of) {
        return layers.effective(host, tags, of)
                .flatMap(rule -> rule.level(Severity.WARNING))
                .orElseThrow();
    }

    private static RuleSettings warnAt(double raise) {
        return new RuleSettings(null, new Threshold(null, raise, null, null), null, null, null, null);
    }

    private static RuleLayer layer(Scope scope, RuleSettings settings, Matcher... attributes) {
        return new RuleLayer(scope, List.of(attributes), settings);
    }

    private static Layers layers(RuleLayer... layers) {
        return new Layers(rule(List.of(), layers));
    }

    private static AlertRule rule(List<Matcher> hosts, RuleLayer... layers) {
        return new AlertRule(
                "disk",
                "Filesystem full",
                1,
                RuleSource.Metric.newest("system.filesystem.utilization"),
                Comparison.ABOVE,
                hosts,
                new RuleSettings(null, Threshold.of(0.8, 0.75, 0), Threshold.of(0.9, 0.85, 0), null, null, null),
                List.of(layers),
                Map.of(),
                null,
                null);
    }
}
