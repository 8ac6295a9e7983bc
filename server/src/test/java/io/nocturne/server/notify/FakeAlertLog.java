package io.nocturne.server.notify;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.FakeClock;
import io.nocturne.server.alert.AlertLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Alerts as a test makes them.
final class FakeAlertLog implements AlertLog {

    static final String SILENT = "host-silent";

    private final FakeClock clock;
    private final List<AlertTransition> steps = new ArrayList<>();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();

    FakeAlertLog(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public List<AlertTransition> after(long transitionId, int limit) {
        return steps.stream()
                .filter(step -> step.transitionId() > transitionId)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Alert> find(String alertId) {
        return Optional.ofNullable(alerts.get(alertId));
    }

    @Override
    public List<Alert> open() {
        return alerts.values().stream()
                .filter(alert -> alert.status() == AlertStatus.FIRING || alert.status() == AlertStatus.UNKNOWN)
                .toList();
    }

    void tag(String host, String key, String value) {
        tags.computeIfAbsent(host, _ -> new HashMap<>()).put(key, value);
    }

    Optional<String> parent(String host) {
        return Optional.ofNullable(tags.getOrDefault(host, Map.of()).get("parent"));
    }

    /// Fires a rule on a host.
    String fire(String rule, String host, Severity severity) {
        return fire(rule, host, severity, false);
    }

    String fire(String rule, String host, Severity severity, boolean flapping) {
        Instant now = clock.instant();
        String id = rule + "@" + host + "#" + (alerts.size() + 1);
        Map<String, String> labels = new HashMap<>(tags.getOrDefault(host, Map.of()));
        labels.putAll(Map.of(
                "host", host, "alertname", rule, "severity", severity.name().toLowerCase(Locale.ROOT)));
        alerts.put(
                id,
                new Alert(
                        id,
                        1,
                        rule,
                        rule,
                        "id-" + host,
                        host,
                        null,
                        Map.of(),
                        labels,
                        AlertStatus.FIRING,
                        severity,
                        flapping,
                        false,
                        0.95,
                        0.9,
                        "1",
                        now,
                        now,
                        null,
                        now,
                        null,
                        null,
                        null,
                        null,
                        false,
                        List.of(),
                        null,
                        null,
                        null,
                        null));
        step(id, AlertTransition.Type.FIRING, severity);
        return id;
    }

    void escalate(String id) {
        change(
                id,
                alert -> copy(
                        alert,
                        AlertStatus.FIRING,
                        Severity.CRITICAL,
                        alert.flapping(),
                        null,
                        null,
                        alert.acknowledgement()));
        step(id, AlertTransition.Type.ESCALATED, Severity.CRITICAL);
    }

    void ease(String id) {
        change(
                id,
                alert -> copy(
                        alert,
                        AlertStatus.FIRING,
                        Severity.WARNING,
                        alert.flapping(),
                        null,
                        null,
                        alert.acknowledgement()));
        step(id, AlertTransition.Type.EASED, Severity.WARNING);
    }

    void resolve(String id) {
        change(
                id,
                alert -> copy(
                        alert, AlertStatus.RESOLVED, alert.severity(), alert.flapping(), clock.instant(), null, null));
        step(id, AlertTransition.Type.RESOLVED, null);
    }

    void end(String id, EndReason reason) {
        change(
                id,
                alert -> copy(
                        alert, AlertStatus.ENDED, alert.severity(), alert.flapping(), clock.instant(), reason, null));
        step(id, AlertTransition.Type.ENDED, null);
    }

    void unknown(String id) {
        change(
                id,
                alert -> copy(
                        alert,
                        AlertStatus.UNKNOWN,
                        alert.severity(),
                        alert.flapping(),
                        null,
                        null,
                        alert.acknowledgement()));
        step(id, AlertTransition.Type.UNKNOWN, null);
    }

    void known(String id) {
        change(
                id,
                alert -> copy(
                        alert,
                        AlertStatus.FIRING,
                        alert.severity(),
                        alert.flapping(),
                        null,
                        null,
                        alert.acknowledgement()));
        step(id, AlertTransition.Type.KNOWN, null);
    }

    void flap(String id, boolean flapping) {
        change(
                id,
                alert -> copy(
                        alert,
                        alert.status(),
                        alert.severity(),
                        flapping,
                        alert.endedAt(),
                        null,
                        alert.acknowledgement()));
        step(id, flapping ? AlertTransition.Type.FLAPPING : AlertTransition.Type.STEADY, null);
    }

    void acknowledge(String id, Duration life) {
        Instant now = clock.instant();
        change(
                id,
                alert -> copy(
                        alert,
                        alert.status(),
                        alert.severity(),
                        alert.flapping(),
                        null,
                        null,
                        new Acknowledgement("kim", now, now.plus(life), alert.severity(), null)));
        step(id, AlertTransition.Type.ACKNOWLEDGED, null);
    }

    void expire(String id) {
        change(id, alert -> copy(alert, alert.status(), alert.severity(), alert.flapping(), null, null, null));
        step(id, AlertTransition.Type.EXPIRED, null);
    }

    Alert get(String id) {
        return find(id).orElseThrow();
    }

    private void change(String id, UnaryOperator<Alert> how) {
        alerts.computeIfPresent(id, (_, alert) -> how.apply(alert));
    }

    private void step(String id, AlertTransition.Type type, @Nullable Severity severity) {
        Instant now = clock.instant();
        steps.add(new AlertTransition(steps.size() + 1, id, 1, type, now, now, severity, null, null, null));
    }

    private Alert copy(
            Alert alert,
            AlertStatus status,
            Severity severity,
            boolean flapping,
            @Nullable Instant endedAt,
            @Nullable EndReason reason,
            @Nullable Acknowledgement acknowledgement) {
        Map<String, String> labels = new HashMap<>(alert.labels());
        labels.put("severity", severity.name().toLowerCase(Locale.ROOT));
        return new Alert(
                alert.alertId(),
                alert.version() + 1,
                alert.ruleId(),
                alert.ruleName(),
                alert.hostId(),
                alert.host(),
                null,
                alert.attributes(),
                labels,
                status,
                severity,
                flapping,
                false,
                alert.value(),
                alert.threshold(),
                alert.unit(),
                alert.pendingAt(),
                alert.firedAt(),
                endedAt,
                clock.instant(),
                null,
                reason,
                null,
                acknowledgement,
                false,
                List.of(),
                null,
                null,
                null,
                null);
    }
}
