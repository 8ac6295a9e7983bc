package io.nocturne.server.notify.text;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.metric.Unit;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A notice in words: its state, what it is about, a line for each alert, and what else there is to say.
///
/// **Shape** - the telling first: state, host, what, value. [#title] and [#line] are by the receiver's own
/// templates if it has some.
/// **Threads** - immutable.
public final class NoticeText {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final String DOT = " · ";

    private final Notice notice;
    private final Words words;
    private final @Nullable Template titleTemplate;
    private final @Nullable Template bodyTemplate;

    private NoticeText(Notice notice, @Nullable Template title, @Nullable Template body) {
        this.notice = notice;
        this.words = Words.in(notice.language());
        this.titleTemplate = title;
        this.bodyTemplate = body;
    }

    /// The words for a receiver. A template that is wrong is as none: who sends must not fail by it.
    public static NoticeText of(Notice notice, Address address) {
        return new NoticeText(
                notice, template(address, Channels.TITLE_TEMPLATE), template(address, Channels.BODY_TEMPLATE));
    }

    private static @Nullable Template template(Address address, String key) {
        return address.setting(key)
                .filter(text -> Template.check(text).isEmpty())
                .map(Template::of)
                .orElse(null);
    }

    public Notice notice() {
        return notice;
    }

    /// One fact about an alert, with its label.
    public record Fact(String label, String value, boolean isLink) {}

    /// "critical", "Still critical", "Resolved".
    public String state() {
        String severity = severityWord(worst());
        return upperFirst(
                switch (notice.kind()) {
                    case FIRING -> words.say("state.firing", severity);
                    case ESCALATED -> words.say("state.escalated", severity);
                    case REPEATED -> words.say("state.repeated", severity);
                    case RESOLVED -> words.say("state.resolved");
                    case FLAPPING -> words.say("state.flapping");
                    case UNKNOWN -> words.say("state.unknown");
                    case REOPENED -> words.say("state.reopened", severity);
                    case CHANGED ->
                        isAnyOpen() ? words.say("state.changed", severity) : words.say("state.changed-over");
                    case TEST -> words.say("state.test");
                });
    }

    /// The worst severity of what is still open, or of all.
    public Severity worst() {
        return severities(true).or(() -> severities(false)).orElse(Severity.WARNING);
    }

    private Optional<Severity> severities(boolean onlyOpen) {
        return notice.items().stream()
                .map(Notice.Item::alert)
                .filter(alert -> !onlyOpen || alert.status().isOpen())
                .map(Alert::severity)
                .max(Comparator.naturalOrder());
    }

    /// The color that it is told in.
    public Tone tone() {
        return switch (notice.kind()) {
            case RESOLVED -> Tone.GOOD;
            case UNKNOWN -> Tone.UNKNOWN;
            case TEST -> Tone.PLAIN;
            case CHANGED -> isAnyOpen() ? toneOfSeverity() : Tone.GOOD;
            case FIRING, ESCALATED, REPEATED, FLAPPING, REOPENED -> toneOfSeverity();
        };
    }

    private Tone toneOfSeverity() {
        return switch (worst()) {
            case WARNING -> Tone.WARNING;
            case CRITICAL -> Tone.CRITICAL;
        };
    }

    public boolean isAnyOpen() {
        return notice.items().stream().anyMatch(item -> item.alert().status().isOpen());
    }

    public String severityWord(Severity severity) {
        return switch (severity) {
            case WARNING -> words.say("severity.warning");
            case CRITICAL -> words.say("severity.critical");
        };
    }

    /// What it is about: "web-01 · Filesystem usage /data", "web-01 · 3 alerts", "CPU · 12 hosts".
    public String subject() {
        List<Notice.Item> items = notice.items();
        if (items.isEmpty()) {
            return words.say("subject.none");
        }
        Alert first = items.getFirst().alert();
        int count = items.size() + notice.omitted();
        if (count == 1) {
            return what(first);
        }
        Set<String> hosts = distinct(Alert::host);
        if (hosts.size() == 1) {
            return words.say("subject.alerts", first.host(), count);
        }
        if (distinct(Alert::ruleName).size() == 1 && hosts.size() == items.size()) {
            return words.say("subject.hosts", first.ruleName(), count);
        }
        return words.say("subject.both", count, hosts.size() + notice.omitted());
    }

    private Set<String> distinct(java.util.function.Function<Alert, String> property) {
        return notice.items().stream()
                .map(item -> property.apply(item.alert()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Host, rule and instance.
    public String what(Alert alert) {
        return what(alert.host(), alert.ruleName(), instance(alert));
    }

    private static String what(String host, String rule, String instance) {
        return host + DOT + rule + (instance.isEmpty() ? "" : " " + instance);
    }

    /// The attributes' values, by which one alert of a rule differs from the next.
    public static String instance(Alert alert) {
        return String.join(" ", new TreeMap<>(alert.attributes()).values());
    }

    /// The subject, or the receiver's own title.
    public String subjectOrTemplate() {
        if (titleTemplate == null || notice.items().isEmpty()) {
            return subject();
        }
        Notice.Item first = notice.items().getFirst();
        return titleTemplate.fill(name -> place(name, first));
    }

    /// With the mark of a drill, if it is one.
    public String marked(String words) {
        return notice.isDrill() ? this.words.say("drill") + " " + words : words;
    }

    /// State and subject: "Critical: web-01 · CPU usage". Or the receiver's own title.
    public String title() {
        if (titleTemplate != null && !notice.items().isEmpty()) {
            return marked(subjectOrTemplate());
        }
        return marked(words.say("title", state(), subject()));
    }

    /// The title and, of a single alert, its value: all that a small screen needs.
    public String summary() {
        return summary(Integer.MAX_VALUE);
    }

    /// The same with each name cut to so many letters, so that the value comes through.
    String summary(int longestName) {
        if (notice.items().size() != 1 || notice.omitted() > 0 || titleTemplate != null) {
            return title();
        }
        Alert alert = notice.items().getFirst().alert();
        Limit name = new Limit(Measure.CODE_POINTS, longestName);
        String what = what(name.cut(alert.host()), name.cut(alert.ruleName()), name.cut(instance(alert)));
        return marked(words.say("title", state(), what)) + " " + telling(alert);
    }

    /// A line for each alert, in their order.
    public List<String> lines() {
        return notice.items().stream().map(this::line).toList();
    }

    /// "web-01 · CPU usage: 96.4 % (threshold 90 %), since 14:03:27".
    public String line(Notice.Item item) {
        Alert alert = item.alert();
        if (bodyTemplate != null) {
            return bodyTemplate.fill(name -> place(name, item));
        }
        return words.say("line", what(alert), condition(alert));
    }

    /// How an alert is: its state where that is not the notice's, value, cause, and for how long.
    public String condition(Alert alert) {
        List<String> parts = new ArrayList<>();
        if (needsState(alert)) {
            parts.add(state(alert));
        }
        if (isSilence(alert)) {
            parts.add(words.say("detail." + alert.detail()));
        } else {
            parts.add(value(alert));
            Optional.ofNullable(alert.detail())
                    .filter(detail -> !detail.isBlank())
                    .ifPresent(parts::add);
        }
        String joined = String.join(", ", parts);
        Instant from = alert.firedAt() == null ? alert.pendingAt() : alert.firedAt();
        return alert.endedAt() == null
                ? words.say("line.since", joined, clock(from))
                : words.say("line.lasted", joined, words.duration(Duration.between(from, alert.endedAt())));
    }

    private boolean needsState(Alert alert) {
        if (notice.items().size() == 1) {
            return alert.status() == AlertStatus.ENDED;
        }
        return notice.kind() != Notice.Kind.RESOLVED || alert.status() != AlertStatus.RESOLVED;
    }

    /// "critical", "unknown, last known critical", "ended by a rule change of kim".
    public String state(Alert alert) {
        String severity = severityWord(alert.severity());
        return switch (alert.status()) {
            case PENDING -> words.say("item.pending");
            case FIRING -> severity;
            case UNKNOWN -> words.say("item.unknown", severity);
            case RESOLVED -> words.say("item.resolved");
            case ENDED -> ended(alert);
        };
    }

    private String ended(Alert alert) {
        EndReason reason = alert.endReason();
        if (reason == null) {
            return words.say("item.ended");
        }
        return switch (reason) {
            case RULE_CHANGED ->
                alert.endedBy() == null
                        ? words.say("item.ruleChanged")
                        : words.say("item.ruleChanged-by", alert.endedBy());
            case SERIES_GONE -> words.say("item.seriesGone");
            case HOST_REMOVED -> words.say("item.hostRemoved");
        };
    }

    private String telling(Alert alert) {
        return isSilence(alert) ? words.say("detail." + alert.detail()) : value(alert);
    }

    private boolean isSilence(Alert alert) {
        return alert.detail() != null
                && alert.detail().matches("[A-Za-z]+")
                && words.sayIfKnown("detail." + alert.detail()).isPresent();
    }

    /// "96.4 % (threshold 90 %)".
    public String value(Alert alert) {
        ValueText values = ValueText.of(alert.metric(), alert.unit(), words);
        String value = values.text(alert.value());
        return alert.threshold() == null ? value : words.say("value.threshold", value, values.limit(alert.threshold()));
    }

    /// What is to be said about the message as a whole.
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (notice.isDrill()) {
            notes.add(words.say("note.drill"));
        }
        switch (notice.kind()) {
            case TEST -> notes.add(words.say("note.test"));
            case UNKNOWN -> notes.add(words.say("note.unknown"));
            case FLAPPING -> notes.add(words.say("note.flapping"));
            case FIRING, ESCALATED, REPEATED, RESOLVED, REOPENED, CHANGED -> {}
        }
        if (notice.repeat() != null) {
            notes.add(repeat(notice.repeat()));
        }
        if (notice.suppressed() > 0) {
            String cause = notice.items().isEmpty()
                    ? ""
                    : notice.items().getFirst().alert().host();
            notes.add(words.say("note.suppressed", notice.suppressed(), cause));
        }
        if (notice.note() != null) {
            notes.add(notice.note());
        }
        if (notice.isLate()) {
            notes.add(words.say("note.late"));
        }
        return notes;
    }

    private String repeat(Notice.Repeat repeat) {
        String lasting = words.duration(Duration.between(repeat.since(), notice.at()));
        if (notice.items().size() != 1) {
            return words.say("note.repeat-many", lasting, repeat.number());
        }
        Alert alert = notice.items().getFirst().alert();
        return words.say(
                "note.repeat",
                lasting,
                repeat.number(),
                ValueText.of(alert.metric(), alert.unit(), words).text(alert.value()));
    }

    /// "… 12 more".
    public String more(int count) {
        return words.say("more", count);
    }

    /// All that is known of an alert, label by label.
    public List<Fact> facts(Notice.Item item) {
        Alert alert = item.alert();
        ValueText values = ValueText.of(alert.metric(), alert.unit(), words);
        List<Fact> facts = new ArrayList<>();
        add(facts, "host", alert.host());
        add(facts, "rule", alert.ruleName());
        add(facts, "where", instance(alert));
        if (isSilence(alert)) {
            add(facts, "cause", words.say("detail." + alert.detail()));
        } else {
            add(facts, "value", values.text(alert.value()));
            add(facts, "threshold", alert.threshold() == null ? null : values.limit(alert.threshold()));
            add(facts, "cause", alert.detail());
        }
        add(facts, "since", time(alert.firedAt() == null ? alert.pendingAt() : alert.firedAt()));
        add(facts, "ended", alert.endedAt() == null ? null : time(alert.endedAt()));
        if (alert.acknowledgement() != null) {
            add(facts, "owner", owner(alert.acknowledgement()));
        }
        add(facts, "guidance", alert.guidance());
        addLink(facts, "runbook", alert.runbookUrl());
        addLink(facts, "acknowledge", link(item).orElse(null));
        return facts;
    }

    /// Who has an alert in hand: "In hand: kim until 14:03:27".
    public Optional<String> inHand(Alert alert) {
        return Optional.ofNullable(alert.acknowledgement())
                .filter(_ -> alert.status().isOpen())
                .map(held -> label("owner") + ": " + owner(held));
    }

    private String owner(Acknowledgement held) {
        return words.say("owner", held.owner(), clock(held.expiresAt()));
    }

    private void add(List<Fact> facts, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(words.say("fact." + label), value, false));
        }
    }

    private void addLink(List<Fact> facts, String label, @Nullable String url) {
        if (url != null && !url.isBlank()) {
            facts.add(new Fact(words.say("fact." + label), url, true));
        }
    }

    /// The label of a fact, for a button.
    public String label(String fact) {
        return words.say("fact." + fact);
    }

    /// Any other sentence of the bundle.
    public String say(String key, Object... arguments) {
        return words.say(key, arguments);
    }

    /// The link by which an alert is acknowledged, while that makes sense.
    public static Optional<String> link(Notice.Item item) {
        return Optional.ofNullable(item.acknowledgeUrl())
                .filter(url -> item.alert().status().isOpen());
    }

    /// What to answer to acknowledge: "ACK 4821". Only where one alert is told, so that nobody takes in hand
    /// what they did not see.
    public Optional<String> reply() {
        if (notice.items().size() != 1 || notice.omitted() > 0) {
            return Optional.empty();
        }
        Notice.Item only = notice.items().getFirst();
        return Optional.ofNullable(only.replyCode())
                .filter(_ -> link(only).isPresent())
                .map(code -> words.say("reply", code));
    }

    private Optional<String> place(String name, Notice.Item item) {
        Alert alert = item.alert();
        if (name.startsWith(Template.TAG)) {
            return Optional.ofNullable(alert.labels().get(name.substring(Template.TAG.length())));
        }
        if (name.startsWith(Template.ATTRIBUTE)) {
            return Optional.ofNullable(alert.attributes().get(name.substring(Template.ATTRIBUTE.length())));
        }
        ValueText values = ValueText.of(alert.metric(), alert.unit(), words);
        Instant from = alert.firedAt() == null ? alert.pendingAt() : alert.firedAt();
        return switch (name) {
            case "host" -> Optional.of(alert.host());
            case "rule" -> Optional.of(alert.ruleName());
            case "severity" -> Optional.of(severityWord(alert.severity()));
            case "state" -> Optional.of(state());
            case "value" -> Optional.of(values.text(alert.value()));
            case "threshold" -> Optional.ofNullable(alert.threshold()).map(values::limit);
            case "since" -> Optional.of(time(from));
            case "duration" -> {
                Instant end = alert.endedAt() == null ? notice.at() : alert.endedAt();
                yield Optional.of(words.duration(Duration.between(from, end)));
            }
            case "detail" ->
                Optional.ofNullable(alert.detail())
                        .map(detail -> isSilence(alert) ? words.say("detail." + detail) : detail);
            case "guidance" -> Optional.ofNullable(alert.guidance());
            case "runbook" -> Optional.ofNullable(alert.runbookUrl());
            case "acknowledge" -> link(item);
            case "count" -> Optional.of(Integer.toString(notice.items().size() + notice.omitted()));
            default -> Optional.ofNullable(item.host()).flatMap(host -> inventory(name, host));
        };
    }

    private Optional<String> inventory(String name, HostSummary host) {
        return switch (name) {
            case "os" -> Optional.ofNullable(host.osName());
            case "osVersion" -> Optional.ofNullable(host.osVersion());
            case "architecture" -> Optional.ofNullable(host.architecture());
            case "cpus" -> Optional.ofNullable(host.logicalCpus()).map(String::valueOf);
            case "memory" ->
                Optional.ofNullable(host.memoryBytes())
                        .map(bytes ->
                                ValueText.of(null, Unit.BYTES.symbol(), words).text(bytes));
            case "agentVersion" -> Optional.ofNullable(host.agentVersion());
            default -> Optional.empty();
        };
    }

    /// Where the alert is found at the server.
    public String url(Alert alert) {
        String base = notice.serverUrl();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/alerts/" + alert.alertId();
    }

    /// The time of day, with the day unless it is the notice's own.
    public String clock(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, notice.zone());
        LocalDate today = LocalDate.ofInstant(notice.at(), notice.zone());
        return (day.equals(today) ? CLOCK : DAY_AND_TIME).format(time.atZone(notice.zone()));
    }

    /// Day, time and offset.
    public String time(Instant time) {
        return FULL.format(time.atZone(notice.zone()));
    }

    /// The labels that all items have in common.
    public Map<String, String> commonLabels() {
        return notice.items().stream()
                .map(item -> item.alert().labels())
                .reduce((one, other) -> one.entrySet().stream()
                        .filter(label -> label.getValue().equals(other.get(label.getKey())))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .map(TreeMap::new)
                .map(Map::copyOf)
                .orElse(Map.of());
    }

    private static String upperFirst(String text) {
        int first = text.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + text.substring(Character.charCount(first));
    }
}
