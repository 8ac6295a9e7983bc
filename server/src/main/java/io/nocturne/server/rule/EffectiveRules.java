package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.Resolved.ResolvedLevel;
import io.nocturne.server.rule.Resolved.Said;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the rules come to for one host, each value with where it stands, as an editor shows it.
///
/// **Threads** - safe.
final class EffectiveRules {

    private final RuleBook rules;
    private final HostRegistry hosts;

    EffectiveRules(RuleBook rules, HostRegistry hosts) {
        this.rules = rules;
        this.hosts = hosts;
    }

    /// **Errors** - `not-found` for no such host, `request-invalid` for a name that several have.
    HostRules of(String nameOrId) {
        HostSummary host = host(nameOrId);
        return new HostRules(
                host.hostId(),
                host.name(),
                rules.current().rules().stream()
                        .map(Layers::new)
                        .filter(layers -> layers.isFor(host.name(), host.tags()))
                        .map(layers -> of(layers, host.name(), host.tags()))
                        .toList());
    }

    private static RuleOfHost of(Layers layers, String host, Map<String, String> tags) {
        AlertRule rule = layers.rule();
        return new RuleOfHost(
                rule.ruleId(),
                rule.name(),
                rule.version(),
                Settings.of(layers.resolved(host, tags, List.<Matcher>of())),
                layers.instances(host, tags).stream()
                        .map(conditions ->
                                new Instance(conditions, Settings.of(layers.resolved(host, tags, conditions))))
                        .toList());
    }

    private HostSummary host(String nameOrId) {
        Optional<HostSummary> byId = id(nameOrId).flatMap(hosts::find);
        if (byId.isPresent()) {
            return byId.get();
        }
        List<HostSummary> named = hosts.all().stream()
                .filter(host -> host.name().equals(nameOrId))
                .toList();
        return switch (named.size()) {
            case 0 -> throw new ProblemException(ProblemCode.NOT_FOUND, "there is no host of that name or id");
            case 1 -> named.getFirst();
            default ->
                throw ProblemException.invalid(
                        "%d hosts have that name; give the id of one of them".formatted(named.size()));
        };
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The rules that are for a host, by id.
    record HostRules(String hostId, String host, List<RuleOfHost> rules) {}

    /// One rule as it counts for the host, and for the instances that its layers name.
    record RuleOfHost(String ruleId, String name, long version, Settings settings, List<Instance> instances) {}

    /// Instances that a layer names, by the conditions on their attributes.
    record Instance(List<Matcher> attributes, Settings settings) {}

    /// Every setting with where it stands. `inForce` says whether anything of it is switched on.
    record Settings(
            boolean inForce,
            Value enabled,
            LevelValues warning,
            LevelValues critical,
            Value keepFiringForSeconds,
            Value guidance,
            Value runbookUrl) {

        static Settings of(Resolved resolved) {
            return new Settings(
                    resolved.effective().isPresent(),
                    Value.of(resolved.enabled()),
                    LevelValues.of(resolved.warning()),
                    LevelValues.of(resolved.critical()),
                    Value.of(resolved.keepFiringForSeconds()),
                    Value.of(resolved.guidance()),
                    Value.of(resolved.runbookUrl()));
        }
    }

    /// One severity's settings.
    record LevelValues(Value enabled, Value raise, Value clear, Value forSeconds) {

        static LevelValues of(ResolvedLevel level) {
            return new LevelValues(
                    Value.of(level.enabled()),
                    Value.of(level.raise()),
                    Value.of(level.clear()),
                    Value.of(level.forSeconds()));
        }
    }

    /// A value and where it stands.
    ///
    /// **Shape** - `from` is `rule` for the settings of the rule itself, `default` where nobody says anything,
    /// and otherwise the kind of the layer that does: `global`, `tag role=db`, `host db-1`.
    /// **Absent** - `value` where there is none; `layer`, the number of the layer from 0, unless one says it.
    record Value(
            @Nullable Object value, String from, @Nullable Integer layer) {

        static Value of(Said<?> said) {
            return new Value(said.value(), from(said), said.layer() < 0 ? null : said.layer());
        }

        private static String from(Said<?> said) {
            if (said.layer() == Said.OF_RULE) {
                return "rule";
            }
            return switch (said.scope()) {
                case null -> "default";
                case Scope.Everywhere _ -> "global";
                case Scope.Tag tag -> "tag %s=%s".formatted(tag.key(), tag.value());
                case Scope.Host host -> "host " + host.name();
            };
        }
    }
}
