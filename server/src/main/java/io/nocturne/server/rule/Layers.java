package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.rule.EffectiveRule.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The layers of one rule, ready to be asked what counts for an instance of a host.
///
/// **Threads** - immutable.
public final class Layers {

    /// The label by which a rule's matchers see a host's name.
    public static final String HOST = "host";

    private final AlertRule rule;
    private final Matchers hosts;
    private final List<Layer> byRank;

    /// **Errors** - [IllegalArgumentException] for an expression that is none.
    public Layers(AlertRule rule) {
        this.rule = rule;
        this.hosts = Matchers.of(rule.hosts());
        List<Layer> layers = new ArrayList<>();
        rule.layers().forEach(layer -> layers.add(Layer.of(layer)));
        layers.add(new Layer(new Scope.Everywhere(), Matchers.of(List.<Matcher>of()), rule.settings()));
        layers.sort(Comparator.comparingInt(Layer::rank).reversed()); // stable: the earlier one counts
        this.byRank = List.copyOf(layers);
    }

    public AlertRule rule() {
        return rule;
    }

    /// Whether the rule is for a host at all.
    public boolean isFor(String host, Map<String, String> tags) {
        return hosts.matches(labels(host, tags));
    }

    /// What counts for an instance; empty when the rule is not for it or nothing of it is switched on.
    public Optional<EffectiveRule> effective(String host, Map<String, String> tags, Map<String, String> attributes) {
        if (!isFor(host, tags)) {
            return Optional.empty();
        }
        List<RuleSettings> settings = inForce(host, tags, attributes);
        if (!first(settings, RuleSettings::enabled, true)) {
            return Optional.empty();
        }
        Level warning = level(settings, RuleSettings::warning);
        Level critical = level(settings, RuleSettings::critical);
        if (warning == null && critical == null) {
            return Optional.empty();
        }
        return Optional.of(new EffectiveRule(
                rule,
                warning,
                critical,
                Duration.ofSeconds(first(settings, RuleSettings::keepFiringForSeconds, 0L)),
                firstOrNull(settings, RuleSettings::guidance),
                firstOrNull(settings, RuleSettings::runbookUrl)));
    }

    /// The settings that say something about an instance, the most specific first.
    private List<RuleSettings> inForce(String host, Map<String, String> tags, Map<String, String> attributes) {
        return byRank.stream()
                .filter(layer -> layer.isFor(host, tags, attributes))
                .map(Layer::settings)
                .toList();
    }

    private static Map<String, String> labels(String host, Map<String, String> tags) {
        Map<String, String> labels = new HashMap<>(tags);
        labels.put(HOST, host);
        return labels;
    }

    private static @Nullable Level level(
            List<RuleSettings> settings, Function<RuleSettings, @Nullable Threshold> ofSeverity) {
        List<Threshold> said = new ArrayList<>();
        for (RuleSettings each : settings) {
            Threshold threshold = ofSeverity.apply(each);
            if (threshold != null) {
                said.add(threshold);
            }
        }
        Double raise = firstOrNull(said, Threshold::raise);
        if (raise == null || !first(said, Threshold::enabled, true)) {
            return null;
        }
        return new Level(raise, clear(said, raise), Duration.ofSeconds(first(said, Threshold::forSeconds, 0L)));
    }

    /// A layer that moves only the raise threshold moves the clear threshold along.
    private static double clear(List<Threshold> said, double raise) {
        for (int i = 0; i < said.size(); i++) {
            Double clear = said.get(i).clear();
            if (clear != null) {
                Double raiseThere = firstOrNull(said.subList(i, said.size()), Threshold::raise);
                return raiseThere == null ? clear : raise - (raiseThere - clear);
            }
        }
        return raise;
    }

    private static <T, R> R first(List<T> said, Function<T, @Nullable R> part, R otherwise) {
        R found = firstOrNull(said, part);
        return found == null ? otherwise : found;
    }

    private static <T, R> @Nullable R firstOrNull(List<T> said, Function<T, @Nullable R> part) {
        for (T each : said) {
            R value = part.apply(each);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private record Layer(Scope scope, Matchers attributes, RuleSettings settings) {

        static Layer of(RuleLayer layer) {
            return new Layer(layer.scope(), Matchers.of(layer.attributes()), layer.settings());
        }

        /// The higher, the more specific.
        int rank() {
            int kind = switch (scope) {
                case Scope.Everywhere _ -> 0;
                case Scope.Tag _ -> 2;
                case Scope.Host _ -> 4;
            };
            return kind + (attributes.size() > 0 ? 1 : 0);
        }

        boolean isFor(String host, Map<String, String> tags, Map<String, String> of) {
            boolean ofHost = switch (scope) {
                case Scope.Everywhere _ -> true;
                case Scope.Tag tag -> tag.value().equals(tags.get(tag.key()));
                case Scope.Host named -> named.name().equals(host);
            };
            return ofHost && attributes.matches(of);
        }
    }
}
