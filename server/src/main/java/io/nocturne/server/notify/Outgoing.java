package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.ReceiverPreview.Message;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.notify.Desk.Workings;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Notice.Group;
import io.nocturne.server.notify.channel.Notice.Item;
import io.nocturne.server.notify.flow.AlertGroup;
import io.nocturne.server.notify.flow.Heard;
import io.nocturne.server.notify.flow.Hold;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.flow.Routing;
import io.nocturne.server.notify.flow.Sending;
import io.nocturne.server.platform.database.DiskGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes messages out, with everything that a channel needs, and hands them to it on a thread of their own.
///
/// **Threads** - safe.
final class Outgoing {

    private static final Logger log = LoggerFactory.getLogger(Outgoing.class);

    private static final Duration LATE = Duration.ofMinutes(2);

    private final Function<String, Optional<Channel>> channels;
    private final Function<String, Optional<Alert>> alerts;
    private final Function<String, Optional<HostSummary>> hosts;
    private final AckLinks links;
    private final Executor executor;
    private final DiskGate gate;
    private final Charts charts;

    /// **Shape** - `channels` by type; `alerts` that nobody remembers any more, and `hosts`, by id.
    Outgoing(
            Function<String, Optional<Channel>> channels,
            Function<String, Optional<Alert>> alerts,
            Function<String, Optional<HostSummary>> hosts,
            AckLinks links,
            Executor executor,
            DiskGate gate,
            Charts charts) {
        this.channels = channels;
        this.alerts = alerts;
        this.hosts = hosts;
        this.links = links;
        this.executor = executor;
        this.gate = gate;
        this.charts = charts;
    }

    /// A message that is ready to be sent.
    record Parcel(String noticeId, String typeId, Notice notice, Address address) {}

    void requireRoom() {
        gate.require();
    }

    /// **Absent** - for a receiver that is gone.
    Optional<Parcel> pack(Sending sending, Workings works, Routing routing, Instant now) {
        return routing.receiver(sending.receiverId()).map(receiver -> {
            Map<String, String> memory = works.ledger()
                    .group(sending.receiverId(), sending.groupKey())
                    .map(AlertGroup::memory)
                    .orElse(Map.of());
            return new Parcel(
                    sending.noticeId(),
                    receiver.receiver().typeId(),
                    notice(sending, works, receiver, now),
                    new Address(receiver.id(), receiver.settings(), memory));
        });
    }

    /// Tells what became of it, sooner or later.
    void send(Parcel parcel, Consumer<Delivery> then) {
        executor.execute(() ->
                then.accept(deliver(parcel.typeId(), charts.into(parcel.notice(), parcel.typeId()), parcel.address())));
    }

    Delivery deliver(String typeId, Notice notice, Address address) {
        Optional<Channel> channel = channels.apply(typeId);
        if (channel.isEmpty()) {
            return new Delivery.Rejected(true, "this server has no channel of the type '%s'".formatted(typeId));
        }
        try {
            return channel.get().deliver(notice, address);
        } catch (RuntimeException e) {
            // A channel that breaks its word must not end its lane; the text may hold a secret.
            log.error(
                    "channel {} failed for receiver {} with {}; it is tried again",
                    typeId,
                    address.receiverId(),
                    e.getClass().getName());
            return new Delivery.RetryLater(
                    null, false, "the channel failed: " + e.getClass().getSimpleName());
        }
    }

    /// The message as [#deliver] would have its channel send it.
    Message preview(String typeId, Notice notice, Address address) {
        return channels.apply(typeId)
                .orElseThrow(() -> new IllegalArgumentException("there is no channel of the type " + typeId))
                .preview(charts.into(notice, typeId), address);
    }

    /// An alert as a message has it, with a link that does nothing.
    Item shownItem(Alert alert, String receiverId, String noticeId, Instant now) {
        String link = isInNoHands(alert) ? links.shownUrl(alert.alertId(), receiverId, noticeId, now) : null;
        return new Item(alert, link, null, hosts.apply(alert.hostId()).orElse(null), null);
    }

    private Item item(Sending sending, Alert alert, @Nullable Group group, Instant now) {
        boolean isUseful = isInNoHands(alert) && sending.drill() == null;
        String receiverId = sending.receiverId();
        return new Item(
                alert,
                isUseful ? links.url(alert.alertId(), receiverId, sending.noticeId(), now) : null,
                isUseful ? links.code(alert.alertId(), receiverId, sending.noticeId()) : null,
                hosts.apply(alert.hostId()).orElse(null),
                group);
    }

    /// The groups of a digest by the ids of its alerts, for receivers that keep something open for each.
    private static Map<String, Group> groups(Sending sending, Workings works) {
        Map<String, Group> byAlert = new HashMap<>();
        if (!sending.groupKey().equals(Sending.DIGEST)) {
            return byAlert;
        }
        Map<String, Heard> said = new HashMap<>();
        sending.says().forEach(each -> said.put(each.alertId(), each.heard()));
        Map<String, Group> byKey = new HashMap<>();
        for (String alertId : said.keySet()) {
            works.ledger().item(sending.receiverId(), alertId).ifPresent(item -> {
                String key = item.groupKey();
                byAlert.put(
                        alertId,
                        byKey.computeIfAbsent(
                                key,
                                _ -> new Group(
                                        key,
                                        works.ledger().ofGroup(sending.receiverId(), key).stream()
                                                .anyMatch(other -> said.getOrDefault(other.alertId(), other.heard())
                                                        .stands()))));
            });
        }
        return byAlert;
    }

    private Notice notice(Sending sending, Workings works, Party receiver, Instant now) {
        List<Alert> news = new ArrayList<>();
        for (Sending.Said said : sending.says()) {
            find(sending, said.alertId(), works).ifPresent(news::add);
        }
        List<Alert> all = new ArrayList<>(news);
        all.addAll(others(sending, works));
        Map<String, Group> groups = groups(sending, works);
        List<Item> items = all.stream()
                .limit(Notice.MAX_ITEMS)
                .map(alert -> item(sending, alert, groups.get(alert.alertId()), now))
                .toList();
        int unspoken = works.ledger().lane(receiver.id()).unspoken();
        return new Notice(
                sending.noticeId(),
                sending.groupKey(),
                sending.kind(),
                receiver.language(),
                receiver.zone(),
                now,
                items,
                Math.max(0, all.size() - items.size()),
                suppressed(sending, works),
                isLate(sending, works, now),
                sending.drill() != null,
                repeat(sending, works, news),
                links.serverUrl(),
                null,
                unspoken == 0 ? null : unspoken(receiver.language(), unspoken));
    }

    private Optional<Alert> find(Sending sending, String alertId, Workings works) {
        Alert drill = sending.drill();
        if (drill != null) {
            return Optional.of(drill);
        }
        Optional<Alert> known = works.world().find(alertId);
        return known.isPresent() ? known : alerts.apply(alertId);
    }

    /// What stands of the same group, without news: a message about a group says how all of it is.
    private static List<Alert> others(Sending sending, Workings works) {
        if (sending.drill() != null || sending.groupKey().equals(Sending.DIGEST)) {
            return List.of();
        }
        Set<String> told = new HashSet<>();
        sending.says().forEach(said -> told.add(said.alertId()));
        return works.ledger().ofGroup(sending.receiverId(), sending.groupKey()).stream()
                .filter(item -> item.heard().stands() && item.hold() == null && !told.contains(item.alertId()))
                .flatMap(item -> works.world().find(item.alertId()).stream())
                .filter(alert -> Heard.of(alert).stands())
                .sorted(Comparator.comparing(Alert::severity, Comparator.reverseOrder())
                        .thenComparing(Alert::pendingAt))
                .toList();
    }

    private static int suppressed(Sending sending, Workings works) {
        Set<String> told = new HashSet<>();
        sending.says().forEach(said -> told.add(said.alertId()));
        return (int) works.ledger().items().stream()
                .filter(item -> item.receiverId().equals(sending.receiverId()))
                .filter(item -> {
                    Hold hold = item.hold();
                    return hold != null && hold.reason() == Hold.Reason.SUPPRESSED && told.contains(hold.by());
                })
                .count();
    }

    private static boolean isLate(Sending sending, Workings works, Instant now) {
        boolean hasFailed = sending.attempts() > 1
                || works.ledger().lane(sending.receiverId()).failingSince() != null;
        return hasFailed && sending.since().plus(LATE).isBefore(now);
    }

    private static Notice.@Nullable Repeat repeat(Sending sending, Workings works, List<Alert> news) {
        if (sending.kind() != Notice.Kind.REPEATED || news.isEmpty()) {
            return null;
        }
        Instant since = news.stream()
                .map(alert -> alert.firedAt() == null ? alert.pendingAt() : alert.firedAt())
                .min(Comparator.naturalOrder())
                .orElse(sending.since());
        int number = sending.says().stream()
                .flatMap(said -> works.ledger().item(sending.receiverId(), said.alertId()).stream())
                .mapToInt(item -> works.ledger().group(item).number())
                .max()
                .orElse(0);
        return new Notice.Repeat(since, number + 1);
    }

    private static boolean isInNoHands(Alert alert) {
        return Heard.of(alert).stands() && alert.acknowledgement() == null;
    }

    private static String unspoken(Locale language, int alerts) {
        return language.getLanguage().equals("ko")
                ? "메시지 한도 때문에 따로 알리지 않은 지나간 알림: %d건".formatted(alerts)
                : "came and went while the limit of messages was reached: %d".formatted(alerts);
    }
}
