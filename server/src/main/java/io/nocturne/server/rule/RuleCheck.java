package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.model.metric.Carrier;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.platform.match.Matchers;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a rule can be what somebody wanted: everything that is wrong with it, each with its place and what
/// is allowed there.
///
/// **Shape** - a metric that the catalog lacks is allowed, because other agents send more; a comparison
/// against the direction of the catalog is, too.
/// **Threads** - confined to the call.
public final class RuleCheck {

    public static final int MAX_LAYERS = 500;
    public static final int MAX_MATCHERS = 50;
    public static final int MAX_LABELS = 20;
    public static final int MAX_NAME = 128;
    public static final int MAX_GUIDANCE = 4_000;
    public static final int MAX_URL = 2_000;
    public static final long MAX_HOLD_SECONDS = 86_400;
    public static final long MIN_WINDOW_SECONDS = 5;
    public static final long MIN_HISTORY_SECONDS = 600;
    public static final long MAX_HISTORY_SECONDS = 604_800;
    public static final int MAX_TIMES = 100;

    /// A rule's id, a short word that can stand in an address.
    public static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final Pattern METRIC = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.:/-]{0,127}");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]{0,127}");
    private static final Set<String> TAKEN_LABELS = Set.of("alertname", "severity", Layers.HOST);
    private static final Set<String> TAKEN_IDS = Set.of("effective", "export", "import", "file", "preview");
    private static final int MAX_LABEL_VALUE = 512;
    private static final int MAX_HOST = 255;
    private static final int MAX_TAG = 128;

    private final AlertRule rule;
    private final List<RuleFault> faults = new ArrayList<>();

    private RuleCheck(AlertRule rule) {
        this.rule = rule;
    }

    /// Everything that is wrong; empty for a good rule.
    public static List<RuleFault> faults(AlertRule rule) {
        RuleCheck check = new RuleCheck(rule);
        check.all();
        return List.copyOf(check.faults);
    }

    private void all() {
        String id = rule.ruleId();
        if (id == null || !ID.matcher(id).matches()) {
            fault("ruleId", "is %s, allowed is %s".formatted(quoted(id), ID));
        }
        if (id != null && TAKEN_IDS.contains(id)) {
            fault("ruleId", "is %s, which stands for something else in addresses".formatted(quoted(id)));
        }
        name();
        source();
        matchers("hosts", rule.hosts());
        labels();
        settings("settings", rule.settings());
        if (rule.layers().size() > MAX_LAYERS) {
            fault(
                    "layers",
                    "has %d entries, allowed are %d".formatted(rule.layers().size(), MAX_LAYERS));
        }
        for (int i = 0; i < Math.min(rule.layers().size(), MAX_LAYERS); i++) {
            layer("layers[" + i + "]", rule.layers().get(i));
        }
        if (!hasThreshold()) {
            fault("settings", "has no threshold; give warning.raise or critical.raise here or in a layer");
        }
    }

    private void name() {
        String name = rule.name();
        if (name == null || name.isBlank()) {
            fault("name", "is missing");
        } else {
            text("name", name, MAX_NAME);
        }
    }

    private void source() {
        switch (rule.source()) {
            case null ->
                fault("source", "is missing; its type is one of metric, forecast, hostSilent, clockSkew, dataLoss");
            case RuleSource.Metric metric -> {
                metric(metric.metric(), metric.attributes());
                window(metric);
            }
            case RuleSource.Forecast forecast -> {
                metric(forecast.metric(), forecast.attributes());
                number("source.limit", forecast.limit(), RuleUnit.ofMetric(String.valueOf(forecast.metric())));
                within("source.historySeconds", forecast.historySeconds(), MIN_HISTORY_SECONDS, MAX_HISTORY_SECONDS);
            }
            case RuleSource.DataLoss loss ->
                within(
                        "source.windowSeconds",
                        loss.windowSeconds(),
                        MIN_WINDOW_SECONDS,
                        RuleSource.Metric.MAX_WINDOW_SECONDS);
            case RuleSource.HostSilent _, RuleSource.ClockSkew _ -> {}
        }
    }

    private void metric(@Nullable String name, List<Matcher> attributes) {
        matchers("source.attributes", attributes);
        if (name == null || !METRIC.matcher(name).matches()) {
            fault("source.metric", "is %s, allowed is %s".formatted(quoted(name), METRIC));
            return;
        }
        Optional<MetricDefinition> known = MetricCatalog.find(name);
        if (known.isPresent() && known.get().carrier() == Carrier.PROCESS_TABLE) {
            fault("source.metric", "%s is in the process table, and rules look at series only".formatted(name));
            return;
        }
        known.ifPresent(definition -> attributes("source.attributes", attributes, definition));
    }

    private void attributes(String path, List<Matcher> conditions, MetricDefinition definition) {
        for (int i = 0; i < conditions.size(); i++) {
            String name = conditions.get(i).name();
            if (!definition.attributes().contains(name)) {
                fault(
                        "%s[%d].name".formatted(path, i),
                        "%s has no attribute %s, it has %s"
                                .formatted(
                                        definition.name(),
                                        quoted(name),
                                        definition.attributes().isEmpty()
                                                ? "none"
                                                : String.join(", ", definition.attributes())));
            }
        }
    }

    private void window(RuleSource.Metric metric) {
        Aggregation aggregation = metric.aggregation();
        String word = aggregation.name().toLowerCase(Locale.ROOT);
        Long window = metric.windowSeconds();
        if (aggregation == Aggregation.LAST) {
            if (window != null) {
                fault("source.windowSeconds", "the aggregation last has no window; avg, min, max and times have one");
            }
        } else if (window == null) {
            fault(
                    "source.windowSeconds",
                    "is missing; the aggregation %s needs %d to %d seconds"
                            .formatted(word, MIN_WINDOW_SECONDS, RuleSource.Metric.MAX_WINDOW_SECONDS));
        } else {
            within("source.windowSeconds", window, MIN_WINDOW_SECONDS, RuleSource.Metric.MAX_WINDOW_SECONDS);
        }
        Integer times = metric.times();
        if (aggregation != Aggregation.TIMES && times != null) {
            fault("source.times", "only the aggregation times has it, this one is " + word);
        } else if (aggregation == Aggregation.TIMES && times == null) {
            fault("source.times", "is missing; the aggregation times needs 1 to " + MAX_TIMES);
        } else if (times != null) {
            within("source.times", times, 1, MAX_TIMES);
        }
    }

    private void labels() {
        if (rule.labels().size() > MAX_LABELS) {
            fault(
                    "labels",
                    "has %d entries, allowed are %d".formatted(rule.labels().size(), MAX_LABELS));
            return;
        }
        for (Map.Entry<String, String> label : rule.labels().entrySet()) {
            String path = "labels." + PlainText.quoted(label.getKey(), MAX_TAG);
            if (!LABEL.matcher(label.getKey()).matches()) {
                fault(path, "a label's name must match " + LABEL);
            } else if (TAKEN_LABELS.contains(label.getKey())) {
                fault(path, "every alert has its own; choose another name");
            }
            text(path, label.getValue(), MAX_LABEL_VALUE);
        }
    }

    private void layer(String path, RuleLayer layer) {
        switch (layer.scope()) {
            case null -> fault(path + ".scope", "is missing; its type is one of global, tag, host");
            case Scope.Everywhere _ -> {}
            case Scope.Tag tag -> {
                required(path + ".scope.key", tag.key(), MAX_TAG);
                required(path + ".scope.value", tag.value(), MAX_TAG);
            }
            case Scope.Host host -> required(path + ".scope.name", host.name(), MAX_HOST);
        }
        matchers(path + ".attributes", layer.attributes());
        metricOf(rule.source())
                .flatMap(MetricCatalog::find)
                .ifPresent(definition -> attributes(path + ".attributes", layer.attributes(), definition));
        if (metricOf(rule.source()).isEmpty() && !layer.attributes().isEmpty()) {
            fault(path + ".attributes", "only rules of metrics have instances to choose from");
        }
        settings(path + ".settings", layer.settings());
    }

    private static Optional<String> metricOf(@Nullable RuleSource source) {
        return switch (source) {
            case RuleSource.Metric metric -> Optional.ofNullable(metric.metric());
            case RuleSource.Forecast forecast -> Optional.ofNullable(forecast.metric());
            case null -> Optional.empty();
            case RuleSource.HostSilent _, RuleSource.ClockSkew _, RuleSource.DataLoss _ -> Optional.empty();
        };
    }

    private void matchers(String path, List<Matcher> conditions) {
        if (conditions.size() > MAX_MATCHERS) {
            fault(path, "has %d entries, allowed are %d".formatted(conditions.size(), MAX_MATCHERS));
            return;
        }
        for (int i = 0; i < conditions.size(); i++) {
            try {
                Matchers.of(List.of(conditions.get(i)));
            } catch (IllegalArgumentException e) {
                fault("%s[%d].value".formatted(path, i), String.valueOf(e.getMessage()));
            }
        }
    }

    private void settings(String path, RuleSettings settings) {
        threshold(path + ".warning", settings.warning(), rule.settings().warning());
        threshold(path + ".critical", settings.critical(), rule.settings().critical());
        Double warning = raise(settings.warning());
        Double critical = raise(settings.critical());
        if (isFinite(warning)
                && isFinite(critical)
                && warning != null
                && critical != null
                && rule.comparison().isBeyond(warning, critical)) {
            fault(
                    path + ".critical.raise",
                    "%s is less bad than warning.raise, %s; a rule that looks for %s has critical at it or %s"
                            .formatted(
                                    shown(critical),
                                    shown(warning),
                                    rule.comparison() == Comparison.ABOVE ? "high values" : "low values",
                                    rule.comparison() == Comparison.ABOVE ? "above" : "below"));
        }
        if (settings.keepFiringForSeconds() != null) {
            within(path + ".keepFiringForSeconds", settings.keepFiringForSeconds(), 0, MAX_HOLD_SECONDS);
        }
        if (settings.guidance() != null) {
            guidance(path + ".guidance", settings.guidance());
        }
        if (settings.runbookUrl() != null) {
            url(path + ".runbookUrl", settings.runbookUrl());
        }
    }

    /// A layer that gives only a clear threshold is held against the raise threshold that it most likely
    /// inherits.
    private void threshold(String path, @Nullable Threshold threshold, @Nullable Threshold ofRule) {
        if (threshold == null) {
            return;
        }
        if (threshold.forSeconds() != null) {
            within(path + ".forSeconds", threshold.forSeconds(), 0, MAX_HOLD_SECONDS);
        }
        if (rule.source() == null) {
            return;
        }
        RuleUnit unit = RuleUnit.of(rule.source());
        boolean good = isGood(path + ".raise", threshold.raise(), unit);
        good &= isGood(path + ".clear", threshold.clear(), unit);
        Double own = threshold.raise();
        Double raise = own == null ? raise(ofRule) : own;
        Double clear = threshold.clear();
        if (good
                && isFinite(raise)
                && raise != null
                && clear != null
                && rule.comparison().isBeyond(clear, raise)) {
            fault(
                    path + ".clear",
                    "%s lies beyond %s, %s; allowed is %s or %s, so that the alert ends where the trouble does"
                            .formatted(
                                    shown(clear),
                                    own == null ? "the raise of the rule" : "raise",
                                    shown(raise),
                                    shown(raise),
                                    rule.comparison() == Comparison.ABOVE ? "less" : "more"));
        }
    }

    private boolean isGood(String path, @Nullable Double value, RuleUnit unit) {
        return value == null || number(path, value, unit);
    }

    private boolean number(String path, double value, RuleUnit unit) {
        if (!Double.isFinite(value)) {
            fault(path, "is no finite number");
            return false;
        }
        return switch (unit) {
            case FRACTION -> fraction(path, value);
            case BYTES, BYTES_PER_SECOND, EVENTS, CPU_SHARE -> atLeast(path, value, 0);
            case SECONDS -> atLeast(path, value, 0);
            case INTERVALS -> atLeast(path, value, 1);
            case CELSIUS, NUMBER, UNKNOWN -> true;
        };
    }

    private boolean fraction(String path, double value) {
        if (value >= 0 && value <= 1) {
            return true;
        }
        String hint = value > 1 && value <= 100
                ? ": %s is %s %%"
                        .formatted(
                                number(BigDecimal.valueOf(value)
                                        .movePointLeft(2)
                                        .doubleValue()),
                                number(value))
                : "";
        fault(path, "is %s, allowed is a fraction from 0 to 1%s".formatted(number(value), hint));
        return false;
    }

    private boolean atLeast(String path, double value, int least) {
        if (value < least) {
            fault(path, "is %s, allowed is %d or more".formatted(number(value), least));
            return false;
        }
        return true;
    }

    private void guidance(String path, String text) {
        if (text.length() > MAX_GUIDANCE) {
            fault(path, "has %d characters, allowed are %d".formatted(text.length(), MAX_GUIDANCE));
            return;
        }
        // Lines are allowed here, and nothing else that does not show itself.
        text.lines().forEach(line -> text(path, line, MAX_GUIDANCE));
    }

    private void url(String path, String text) {
        if (text.length() > MAX_URL) {
            fault(path, "has %d characters, allowed are %d".formatted(text.length(), MAX_URL));
            return;
        }
        try {
            URI uri = new URI(text);
            String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return;
            }
        } catch (URISyntaxException _) {
            // Told below, without the parser's words.
        }
        fault(path, "is %s, allowed is an http or https address".formatted(quoted(text)));
    }

    private boolean hasThreshold() {
        return has(rule.settings()) || rule.layers().stream().anyMatch(layer -> has(layer.settings()));
    }

    private static boolean has(RuleSettings settings) {
        return raise(settings.warning()) != null || raise(settings.critical()) != null;
    }

    private static boolean isFinite(@Nullable Double value) {
        return value != null && Double.isFinite(value);
    }

    private static @Nullable Double raise(@Nullable Threshold threshold) {
        return threshold == null ? null : threshold.raise();
    }

    private void required(String path, @Nullable String text, int most) {
        if (text == null || text.isBlank()) {
            fault(path, "is missing");
        } else {
            text(path, text, most);
        }
    }

    private void text(String path, String text, int most) {
        try {
            PlainText.require("it", text, most);
        } catch (IllegalArgumentException e) {
            fault(path, String.valueOf(e.getMessage()));
        }
    }

    private void within(String path, long value, long least, long most) {
        if (value < least || value > most) {
            fault(path, "is %d, allowed are %d to %d".formatted(value, least, most));
        }
    }

    private void fault(String path, String message) {
        faults.add(new RuleFault(path, message));
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "missing" : "'" + PlainText.quoted(text, 64) + "'";
    }

    /// A fraction also as the percentage that its author may have written.
    private String shown(double value) {
        boolean isFraction = rule.source() != null && RuleUnit.of(rule.source()) == RuleUnit.FRACTION;
        return isFraction
                ? "%s (%s %%)"
                        .formatted(
                                number(value),
                                number(BigDecimal.valueOf(value)
                                        .movePointRight(2)
                                        .doubleValue()))
                : number(value);
    }

    /// As people write it: no exponent, no zeros at the end.
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
