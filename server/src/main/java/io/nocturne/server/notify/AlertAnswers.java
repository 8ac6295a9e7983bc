package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.alert.Acknowledgements;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.flow.Sending;
import io.nocturne.server.notify.inbound.Inbox;
import io.nocturne.server.notify.inbound.Taken;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Takes alerts in hand for people who answer a message, by its link, its button or its code.
///
/// **Threads** - safe.
final class AlertAnswers implements Inbox {

    /// As long as the owner of an alert may be.
    private static final int OWNER = 64;

    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final AckLinks links;
    private final Acknowledgements alerts;
    private final Desk desk;
    private final Receivers receivers;
    private final Directory directory;
    private final Channels types;
    private final AuditLog audit;
    private final DiskGate disk;
    private final Clock clock;

    AlertAnswers(
            AckLinks links,
            Acknowledgements alerts,
            Desk desk,
            Receivers receivers,
            Directory directory,
            Channels types,
            AuditLog audit,
            DiskGate disk,
            Clock clock) {
        this.links = links;
        this.alerts = alerts;
        this.desk = desk;
        this.receivers = receivers;
        this.directory = directory;
        this.types = types;
        this.audit = audit;
        this.disk = disk;
        this.clock = clock;
    }

    /// Does what a link permits; false when it was used a moment ago.
    ///
    /// **Errors** - [ProblemException] when the alert is over or not there.
    boolean acknowledge(AckLinks.Claims claims, Origin by) {
        disk.require();
        Origin owner = owner(by);
        alerts.acknowledge(claims.alertId(), owner);
        if (!links.use(claims)) {
            return false;
        }
        audit.changed(EventKind.ACKNOWLEDGED_BY_LINK, owner, "alert " + claims.alertId());
        return true;
    }

    @Override
    public Optional<Party> receiver(String receiverId, String typeId) {
        return receivers.all().stream()
                .filter(party -> party.id().equals(receiverId)
                        && party.receiver().typeId().equals(typeId))
                .findFirst();
    }

    @Override
    public Optional<Party> told(Party receiver, String number) {
        Stream<Party> people = desk.people(receiver.id()).stream().flatMap(id -> directory.get().receiver(id).stream());
        return Stream.concat(Stream.of(receiver), people)
                .filter(party -> types.onCall(receiver.receiver().typeId())
                        .filter(listed -> listed.hasNumber(number, party.settings()))
                        .isPresent())
                .findFirst();
    }

    @Override
    public Taken byToken(String token, String receiverId, Origin by) {
        return links.read(token)
                .filter(claims -> claims.receiverId().equals(receiverId))
                .map(claims -> take(claims, by))
                .orElseGet(() -> {
                    audit.seen(EventKind.ACK_LINK_REFUSED, by, "a button that is wrong, used, or over");
                    return new Taken.Used();
                });
    }

    @Override
    public Taken byCode(String code, String receiverId, Origin by) {
        Map<String, Optional<AckLinks.Claims>> meant = new LinkedHashMap<>();
        for (Sending sending : desk.sentTo(receiverId, clock.instant().minus(AckLinks.LIFE))) {
            sending.says().stream()
                    .map(Sending.Said::alertId)
                    .filter(alertId -> sending.drill() == null
                            && links.code(alertId, receiverId, sending.noticeId())
                                    .equals(code))
                    .forEach(alertId -> meant.merge(
                            alertId,
                            links.ofMessage(alertId, receiverId, sending.noticeId(), toldAt(sending)),
                            (one, other) -> one.isPresent() ? one : other));
        }
        if (meant.isEmpty()) {
            audit.seen(EventKind.ACK_LINK_REFUSED, by, "a code of no message");
            return new Taken.Unknown();
        }
        List<AckLinks.Claims> left = meant.values().stream()
                .flatMap(Optional::stream)
                .filter(claims -> isOpen(claims.alertId()))
                .toList();
        return switch (left.size()) {
            case 0 -> new Taken.Used();
            case 1 -> take(left.getFirst(), by);
            // Two messages of a day have the same code by chance.
            default -> new Taken.Several(left.size());
        };
    }

    @Override
    public Taken theOnlyOne(String receiverId, Origin by) {
        List<Alert> waiting = desk.told(receiverId).stream()
                .filter(alert -> alert.status().isOpen() && alert.acknowledgement() == null)
                .toList();
        if (waiting.isEmpty()) {
            return new Taken.Nothing();
        }
        if (waiting.size() > 1) {
            return new Taken.Several(waiting.size());
        }
        Alert only = waiting.getFirst();
        Origin owner = owner(by);
        disk.require();
        try {
            alerts.acknowledge(only.alertId(), owner);
        } catch (ProblemException e) {
            return over(only.alertId(), e);
        }
        audit.changed(EventKind.ACKNOWLEDGED_BY_LINK, owner, "alert " + only.alertId());
        return new Taken.Acknowledged(only);
    }

    @Override
    public boolean isFirst(String receiverId, String messageId) {
        disk.require();
        return links.useOnce(receiverId + "|" + messageId, clock.instant().plus(REMEMBERED));
    }

    private Taken take(AckLinks.Claims claims, Origin by) {
        Optional<Alert> alert = desk.alert(claims.alertId());
        try {
            return alert.isPresent() && acknowledge(claims, by)
                    ? new Taken.Acknowledged(alert.get())
                    : new Taken.Used();
        } catch (ProblemException e) {
            return over(claims.alertId(), e);
        }
    }

    /// What is over needs nobody; any other trouble is passed on.
    private Taken over(String alertId, ProblemException e) {
        boolean isOver = e.code() == ProblemCode.CONFLICT || e.code() == ProblemCode.NOT_FOUND;
        if (!isOver || isOpen(alertId)) {
            throw e;
        }
        return new Taken.Used();
    }

    private boolean isOpen(String alertId) {
        return desk.alert(alertId).map(alert -> alert.status().isOpen()).orElse(false);
    }

    private static Instant toldAt(Sending sending) {
        Instant ended = sending.endedAt();
        return ended == null || ended.isBefore(sending.createdAt()) ? sending.createdAt() : ended;
    }

    private static Origin owner(Origin by) {
        String name = by.user();
        return new Origin(name.length() <= OWNER ? name : PlainText.quoted(name, OWNER - 1), by.address());
    }
}
