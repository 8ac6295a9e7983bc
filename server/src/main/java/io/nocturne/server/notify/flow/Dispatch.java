package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Notification.State;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.flow.Composer.Draft;
import io.nocturne.server.notify.flow.Review.Due;
import io.nocturne.server.notify.flow.Sending.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides what is sent next to each receiver, one message at a time, and what an answer means. A message that
/// is tried again says how its alerts are now; one that says something else than before is another message.
///
/// **Threads** - confined to who holds the desk's lock.
public final class Dispatch {

    /// So long it is tried to deliver news.
    static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    /// After so many failures of one message, others go first.
    private static final int STUBBORN = 3;

    private static final String STAGE = "deliver";

    private final Ledger ledger;
    private final Composer composer;
    private final Supplier<String> ids;
    private final DoubleSupplier chance;

    public Dispatch(Ledger ledger, Composer composer, Supplier<String> ids, DoubleSupplier chance) {
        this.ledger = ledger;
        this.composer = composer;
        this.ids = ids;
        this.chance = chance;
    }

    /// The messages to be sent now, at most one to each receiver.
    public List<Sending> start(List<Due> due, Routing routing, Instant now) {
        Map<String, List<Due>> byReceiver = new HashMap<>();
        due.forEach(each -> byReceiver
                .computeIfAbsent(each.item().receiverId(), _ -> new ArrayList<>())
                .add(each));
        Set<String> receivers = new LinkedHashSet<>(byReceiver.keySet());
        ledger.open().forEach(sending -> receivers.add(sending.receiverId()));
        ledger.groups().forEach(group -> receivers.add(group.receiverId()));
        List<Sending> started = new ArrayList<>();
        for (String receiverId : receivers) {
            Optional<Party> receiver = routing.receiver(receiverId);
            if (receiver.isEmpty()) {
                forget(receiverId, now);
            } else {
                start(receiver.get(), byReceiver.getOrDefault(receiverId, List.of()), routing, now)
                        .ifPresent(started::add);
            }
        }
        return started;
    }

    private Optional<Sending> start(Party receiver, List<Due> due, Routing routing, Instant now) {
        List<Sending> open = ledger.open(receiver.id());
        Lane lane = ledger.lane(receiver.id());
        if (open.stream().anyMatch(sending -> sending.state() == State.SENDING) || lane.isPaused(now)) {
            return Optional.empty();
        }
        Optional<Sending> forced = open.stream()
                .filter(sending -> sending.isForced() && isDue(sending, now))
                .min(Comparator.comparing(Sending::createdAt));
        if (forced.isPresent()) {
            return Optional.of(tried(forced.get()));
        }
        Optional<Sending> waiting =
                open.stream().filter(sending -> !sending.isForced()).findFirst();
        if (waiting.isPresent() && !isDue(waiting.get(), now)) {
            return Optional.empty();
        }
        String avoided = waiting.filter(sending -> sending.attempts() >= STUBBORN)
                .map(Sending::groupKey)
                .orElse(null);
        Optional<Draft> draft = composer.next(receiver.id(), due, routing, avoided, now);
        if (draft.isEmpty()) {
            waiting.filter(sending -> due.isEmpty())
                    .ifPresent(sending -> ledger.put(sending.ended(State.SUPERSEDED, sending.answer(), now)));
            return Optional.empty();
        }
        return affordable(receiver, due, draft.get(), now)
                ? Optional.of(begin(receiver, draft.get(), waiting, now))
                : Optional.empty();
    }

    private Sending begin(Party receiver, Draft draft, Optional<Sending> waiting, Instant now) {
        Sending fresh = new Sending(
                ids.get(),
                receiver.id(),
                draft.groupKey(),
                draft.kind(),
                draft.says(),
                now,
                draft.since(),
                0,
                null,
                State.WAITING,
                null,
                null,
                false,
                null);
        if (waiting.isPresent() && waiting.get().saysSame(fresh)) {
            return tried(waiting.get());
        }
        if (waiting.isPresent()) {
            Sending old = waiting.get();
            ledger.put(old.ended(State.SUPERSEDED, old.answer(), now));
            // It is the same news, and as hard to deliver.
            boolean isSameGroup = old.groupKey().equals(fresh.groupKey());
            return tried(isSameGroup ? fresh.after(old.attempts()) : fresh);
        }
        return tried(fresh);
    }

    private Sending tried(Sending sending) {
        Sending trying = sending.trying();
        ledger.put(trying);
        for (Said said : trying.says()) {
            ledger.item(trying.receiverId(), said.alertId())
                    .filter(item -> item.heard() == Heard.NOTHING && !item.isClosed())
                    .ifPresent(item -> ledger.put(item.attempted()));
        }
        return trying;
    }

    /// False when the receiver has had enough; what is due is held back then.
    private boolean affordable(Party receiver, List<Due> due, Draft draft, Instant now) {
        Optional<Instant> full = Budget.fullUntil(receiver.limits(), ledger.sent(receiver.id()), draft.weight(), now);
        full.ifPresent(until -> due.forEach(each -> holdForBudget(each.item(), until, now)));
        return full.isEmpty();
    }

    private void holdForBudget(Item item, Instant until, Instant now) {
        Hold before = item.hold();
        boolean isNew = before == null || before.reason() != Hold.Reason.BUDGET;
        Instant since = before == null || isNew ? now : before.since();
        ledger.put(item.withHold(new Hold(Hold.Reason.BUDGET, "", since, until)));
        if (isNew) {
            ledger.trace(
                    item.alertId(), item.receiverId(), now, "hold", Hold.Reason.BUDGET.word(), "", until.toString());
        }
    }

    /// What a receiver answered to a message that was sent.
    public void finish(String noticeId, Delivery delivery, Routing routing, Instant now) {
        Optional<Sending> found = ledger.sending(noticeId).filter(sending -> sending.state() == State.SENDING);
        if (found.isEmpty()) {
            return;
        }
        Sending sending = found.get();
        switch (delivery) {
            case Delivery.Delivered delivered -> delivered(sending, delivered, now);
            case Delivery.RetryLater later -> later(sending, later, now);
            case Delivery.Rejected rejected -> rejected(sending, rejected, routing, now);
        }
    }

    private void delivered(Sending sending, Delivery.Delivered delivered, Instant now) {
        Set<AlertGroup> groups = new LinkedHashSet<>();
        for (Said said : sending.says()) {
            trace(sending, said, now, "delivered", String.valueOf(sending.attempts()), delivered.answer());
            ledger.item(sending.receiverId(), said.alertId())
                    .filter(item -> !item.isClosed())
                    .ifPresent(item -> {
                        ledger.put(item.told(said.heard(), now));
                        groups.add(ledger.group(item));
                    });
        }
        boolean isDigest = sending.groupKey().equals(Sending.DIGEST);
        groups.forEach(group -> {
            if (isOver(group)) {
                ledger.remove(group);
            } else {
                ledger.put(group.told(now, isDigest ? null : delivered.memory()));
            }
        });
        ledger.countSent(sending.receiverId(), now);
        ledger.put(ledger.lane(sending.receiverId()).worked());
        ledger.put(sending.ended(State.DELIVERED, delivered.answer(), now));
    }

    private void later(Sending sending, Delivery.RetryLater later, Instant now) {
        if (!sending.since().plus(GIVE_UP_AFTER).isAfter(now)) {
            giveUp(sending, later.cause(), now);
            return;
        }
        Lane lane = ledger.lane(sending.receiverId());
        Duration wait = later.after() == null
                ? Backoff.after(sending.attempts(), chance.getAsDouble())
                : Backoff.asked(later.after());
        Instant until = now.plus(wait);
        boolean pauses = later.wholeChannel() || lane.failures() > 0;
        ledger.put(lane.failed(now, pauses ? until : null));
        ledger.put(sending.waiting(until, later.cause()));
        for (Said said : sending.says()) {
            trace(sending, said, now, "failed", String.valueOf(sending.attempts()), later.cause(), until.toString());
        }
    }

    private void rejected(Sending sending, Delivery.Rejected rejected, Routing routing, Instant now) {
        long version = routing.receiver(sending.receiverId())
                .map(party -> party.receiver().version())
                .orElse(0L);
        if (rejected.forGood()) {
            ledger.put(ledger.lane(sending.receiverId()).blocked(rejected.cause(), version));
            for (Said said : sending.says()) {
                trace(sending, said, now, "refusedForGood", String.valueOf(sending.attempts()), rejected.cause());
            }
            ledger.put(sending.ended(State.DEAD, rejected.cause(), now));
        } else {
            giveUp(sending, rejected.cause(), now);
        }
    }

    private void giveUp(Sending sending, String cause, Instant now) {
        for (Said said : sending.says()) {
            trace(sending, said, now, "givenUp", String.valueOf(sending.attempts()), cause);
            ledger.item(sending.receiverId(), said.alertId())
                    .filter(item -> !item.isClosed())
                    .ifPresent(item -> ledger.put(item.givenUp(said.heard())));
        }
        ledger.put(sending.ended(State.DEAD, cause, now));
    }

    private void forget(String receiverId, Instant now) {
        ledger.open(receiverId).stream()
                .filter(sending -> sending.state() == State.WAITING)
                .forEach(sending -> ledger.put(sending.ended(State.SUPERSEDED, sending.answer(), now)));
        ledger.groups().stream()
                .filter(group -> group.receiverId().equals(receiverId))
                .forEach(ledger::remove);
    }

    private boolean isOver(AlertGroup group) {
        return ledger.ofGroup(group.receiverId(), group.groupKey()).isEmpty();
    }

    private void trace(Sending sending, Said said, Instant now, String code, @Nullable String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = sending.noticeId();
        arguments[1] = sending.kind().name().toLowerCase(Locale.ROOT);
        for (int i = 0; i < more.length; i++) {
            arguments[i + 2] = Objects.requireNonNullElse(more[i], "");
        }
        ledger.trace(said.alertId(), sending.receiverId(), now, STAGE, code, arguments);
    }

    private static boolean isDue(Sending sending, Instant now) {
        Instant next = sending.nextAt();
        return next == null || !next.isAfter(now);
    }
}
