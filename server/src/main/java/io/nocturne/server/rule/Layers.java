package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.rule.Resolved.ResolvedLevel;
import io.nocturne.server.rule.Resolved.Said;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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
        for (int i = 0; i < rule.layers().size(); i++) {
            RuleLayer layer = rule.layers().get(i);
            layers.add(
                    new Layer(i, layer.scope(), layer.attributes(), Matchers.of(layer.attributes()), layer.settings()));
        }
        layers.add(new Layer(Said.OF_RULE, new Scope.Everywhere(), List.of(), Matchers.of(List.of()), rule.settings()));
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
        return isFor(host, tags) ? resolved(host, tags, attributes).effective() : Optional.empty();
    }

    /// What the layers say of an instance, and which of them does.
    public Resolved resolved(String host, Map<String, String> tags, Map<String, String> attributes) {
        return resolved(layer -> layer.isOf(host, tags) && layer.attributes().matches(attributes));
    }

    /// The instances that layers for a host name, in the order of the rule.
    public List<List<Matcher>> instances(String host, Map<String, String> tags) {
        return byRank.stream()
                .filter(layer -> layer.isOf(host, tags) && !layer.conditions().isEmpty())
                .sorted(Comparator.comparingInt(Layer::index))
                .map(Layer::conditions)
                .distinct()
                .toList();
    }

    /// What the layers say of the instances that one of [#instances] names; of every other with no condition.
    ///
    /// **Shape** - where the conditions leave open which instance it is, layers with other conditions do not
    /// count.
    public Resolved resolved(String host, Map<String, String> tags, List<Matcher> conditions) {
        boolean isOne =
                !conditions.isEmpty() && conditions.stream().allMatch(condition -> condition.op() == Matcher.Op.EQUAL);
        if (isOne) {
            Map<String, String> attributes = new HashMap<>();
            conditions.forEach(condition -> attributes.put(condition.name(), condition.value()));
            return resolved(host, tags, attributes);
        }
        return resolved(layer -> layer.isOf(host, tags)
                && (layer.conditions().isEmpty() || layer.conditions().equals(conditions)));
    }

    private Resolved resolved(Predicate<Layer> isInForce) {
        List<Said<RuleSettings>> settings = new ArrayList<>();
        for (Layer layer : byRank) {
            if (isInForce.test(layer)) {
                settings.add(new Said<>(layer.settings(), layer.index(), layer.scope()));
            }
        }
        return new Resolved(
                rule,
                first(settings, RuleSettings::enabled, true),
                level(settings, RuleSettings::warning),
                level(settings, RuleSettings::critical),
                first(settings, RuleSettings::keepFiringForSeconds, 0L),
                first(settings, RuleSettings::guidance),
                first(settings, RuleSettings::runbookUrl));
    }

    /// What matchers of hosts see: the tags, and the name as [#HOST], which counts over a tag.
    public static Map<String, String> labels(String host, Map<String, String> tags) {
        Map<String, String> labels = new HashMap<>(tags);
        labels.put(HOST, host);
        return labels;
    }

    private static ResolvedLevel level(
            List<Said<RuleSettings>> settings, Function<RuleSettings, @Nullable Threshold> ofSeverity) {
        List<Said<Threshold>> said = new ArrayList<>();
        for (Said<RuleSettings> each : settings) {
            Threshold threshold = ofSeverity.apply(each.value());
            if (threshold != null) {
                said.add(each.with(threshold));
            }
        }
        Said<@Nullable Double> raise = first(said, Threshold::raise);
        return new ResolvedLevel(
                first(said, Threshold::enabled, true),
                raise,
                clear(said, raise),
                first(said, Threshold::forSeconds, 0L));
    }

    /// A layer that moves only the raise threshold moves the clear threshold along.
    private static Said<@Nullable Double> clear(List<Said<Threshold>> said, Said<@Nullable Double> raise) {
        Double raised = raise.value();
        if (raised == null) {
            return Said.nowhere(null);
        }
        for (int i = 0; i < said.size(); i++) {
            Double clear = said.get(i).value().clear();
            if (clear != null) {
                Double raiseThere =
                        first(said.subList(i, said.size()), Threshold::raise).value();
                return said.get(i).with(raiseThere == null ? clear : moved(clear, raiseThere, raised));
            }
        }
        return raise;
    }

    /// Where a clear threshold comes to lie when its raise threshold moves. In decimals: 0.6 less 0.05 is
    /// 0.55, and not next to it; and not below zero, where no value would ever be, because of a raise
    /// threshold that is not.
    public static double moved(double clear, double from, double to) {
        BigDecimal moved = BigDecimal.valueOf(clear).add(BigDecimal.valueOf(to)).subtract(BigDecimal.valueOf(from));
        return (to >= 0 ? moved.max(BigDecimal.ZERO) : moved).doubleValue();
    }

    private static <T, R> Said<R> first(List<Said<T>> said, Function<T, @Nullable R> part, R otherwise) {
        Said<@Nullable R> found = first(said, part);
        R value = found.value();
        return value == null ? Said.nowhere(otherwise) : found.with(value);
    }

    private static <T, R> Said<@Nullable R> first(List<Said<T>> said, Function<T, @Nullable R> part) {
        for (Said<T> each : said) {
            R value = part.apply(each.value());
            if (value != null) {
                return each.with(value);
            }
        }
        return Said.nowhere(null);
    }

    private record Layer(int index, Scope scope, List<Matcher> conditions, Matchers attributes, RuleSettings settings) {

        /// The higher, the more specific.
        int rank() {
            int kind = switch (scope) {
                case Scope.Everywhere _ -> 0;
                case Scope.Tag _ -> 2;
                case Scope.Host _ -> 4;
            };
            return kind + (conditions.isEmpty() ? 0 : 1);
        }

        boolean isOf(String host, Map<String, String> tags) {
            return switch (scope) {
                case Scope.Everywhere _ -> true;
                case Scope.Tag tag -> tag.value().equals(tags.get(tag.key()));
                case Scope.Host named -> named.name().equals(host);
            };
        }
    }
}
