package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverPreview.Message;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.alert.AlertLog;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Notice.Kind;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a receiver would be told of an alert, written by what writes messages. Nothing is sent.
///
/// **Threads** - safe.
record MessagePreview(AlertLog alerts, TestNotice samples, Outgoing outgoing) {

    private static final Limit SHOWN = new Limit(Measure.UTF16, ReceiverPreview.MAX_TEXT);
    private static final int SHOWN_ID = 40;

    /// **Absent** - `alertId` for the open alert that fired last, or a sample; `kind` for what the alert is.
    /// **Errors** - [ProblemException] for an alert or a kind that there is not.
    ReceiverPreview of(Party receiver, @Nullable String alertId, @Nullable String kind) {
        Optional<Alert> real = alertId == null
                ? alerts.open().stream()
                        .max(Comparator.comparing(MessagePreview::began).thenComparing(Alert::alertId))
                : Optional.of(require(alertId));
        Alert alert = real.orElseGet(() -> samples.sample("sample").alert());
        Kind wanted = kind == null ? kindOf(alert) : kind(kind);
        Instant now = samples.clock().instant();
        Alert told = as(alert, wanted, now);
        Notice.Repeat repeat = wanted == Kind.REPEATED ? new Notice.Repeat(began(alert), 2) : null;
        Notice notice = samples.notice(
                receiver, "preview", wanted, id -> outgoing.shownItem(told, receiver.id(), id, now), repeat);
        Message message = outgoing.preview(
                receiver.receiver().typeId(), notice, new Address(receiver.id(), receiver.settings(), Map.of()));
        return new ReceiverPreview(
                receiver.receiver().typeId(),
                word(wanted),
                real.map(Alert::alertId).orElse(null),
                bounded(message));
    }

    private Alert require(String alertId) {
        return alerts.find(alertId)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "there is no alert " + PlainText.quoted(alertId, SHOWN_ID)));
    }

    private static Instant began(Alert alert) {
        return alert.firedAt() == null ? alert.pendingAt() : alert.firedAt();
    }

    private static Kind kind(String word) {
        return Stream.of(Kind.values())
                .filter(kind -> word(kind).equals(word))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("kind must be one of "
                        + Stream.of(Kind.values()).map(MessagePreview::word).collect(Collectors.joining(", "))));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Kind kindOf(Alert alert) {
        return switch (alert.status()) {
            case PENDING, FIRING -> Kind.FIRING;
            case UNKNOWN -> Kind.UNKNOWN;
            case RESOLVED, ENDED -> Kind.RESOLVED;
        };
    }

    /// The alert as it is when such a message is sent.
    private static Alert as(Alert alert, Kind kind, Instant now) {
        return switch (kind) {
            case FIRING, ESCALATED, REPEATED, FLAPPING, REOPENED -> firing(alert);
            case UNKNOWN ->
                alert.status() == AlertStatus.UNKNOWN ? alert : in(firing(alert), AlertStatus.UNKNOWN, null);
            case RESOLVED -> alert.status().isOpen() ? in(alert, AlertStatus.RESOLVED, now) : alert;
            case CHANGED, TEST -> alert;
        };
    }

    private static Alert firing(Alert alert) {
        return alert.status() == AlertStatus.FIRING ? alert : in(alert, AlertStatus.FIRING, null);
    }

    private static Alert in(Alert alert, AlertStatus status, @Nullable Instant endedAt) {
        return new Alert(
                alert.alertId(),
                alert.version(),
                alert.ruleId(),
                alert.ruleName(),
                alert.hostId(),
                alert.host(),
                alert.metric(),
                alert.attributes(),
                alert.labels(),
                status,
                alert.severity(),
                alert.flapping(),
                alert.late(),
                alert.value(),
                alert.threshold(),
                alert.unit(),
                alert.pendingAt(),
                alert.firedAt(),
                endedAt,
                alert.changedAt(),
                null,
                null,
                null,
                alert.acknowledgement(),
                alert.seen(),
                alert.silencedBy(),
                alert.suppressedBy(),
                alert.detail(),
                alert.guidance(),
                alert.runbookUrl());
    }

    /// Whoever reads answers reads texts of bounded length.
    private static Message bounded(Message message) {
        return new Message(
                cut(message.title()),
                SHOWN.cut(message.text()),
                cut(message.html()),
                message.shortMessage(),
                cut(message.payload()));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : SHOWN.cut(text);
    }
}
