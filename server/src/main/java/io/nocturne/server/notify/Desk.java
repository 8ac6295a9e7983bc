package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.Notification;
import io.nocturne.server.alert.AlertLog;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.flow.Dispatch;
import io.nocturne.server.notify.flow.Hold;
import io.nocturne.server.notify.flow.InhibitStage;
import io.nocturne.server.notify.flow.Intake;
import io.nocturne.server.notify.flow.Item;
import io.nocturne.server.notify.flow.Judge;
import io.nocturne.server.notify.flow.Ledger;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.flow.Remembered;
import io.nocturne.server.notify.flow.Review;
import io.nocturne.server.notify.flow.Review.Due;
import io.nocturne.server.notify.flow.Routing;
import io.nocturne.server.notify.flow.Sending;
import io.nocturne.server.notify.flow.World;
import io.nocturne.server.notify.store.NotifyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where everything on its way to receivers is decided, turn after turn: what alerts did since the last turn,
/// what may be told, what is sent, and what was answered. A turn is one transaction. When it fails,
/// everything is read anew from the database; what is not recorded as delivered there is sent again under the
/// same id.
///
/// **Threads** - safe: all that changes is guarded by one lock, which nobody holds while a message is sent.
final class Desk {

    private static final int STEPS_AT_ONCE = 500;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration TIDY = Duration.ofMinutes(5);
    private static final int LONG_TRACE = 100;

    private final NotifyStore store;
    private final AlertLog log;
    private final Supplier<Routing> directory;
    private final Workshop workshop;
    private final Outgoing outgoing;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicLong shortened = new AtomicLong();
    private volatile Runnable bell = () -> {};
    private @Nullable Workings workings;
    private @Nullable Routing routing;
    private Instant routedAt = Instant.MIN;
    private Instant tidiedAt = Instant.MIN;

    Desk(
            NotifyStore store,
            AlertLog log,
            Supplier<Routing> directory,
            Workshop workshop,
            Outgoing outgoing,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.directory = directory;
        this.workshop = workshop;
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /// Says whom to wake when a message was answered.
    void wake(Runnable sleeper) {
        bell = sleeper;
    }

    /// Deals with everything that there is to be dealt with now; true if there is more.
    boolean turn() {
        Instant now = clock.instant();
        List<Outgoing.Parcel> parcels;
        boolean isMore;
        lock.lock();
        try {
            Workings works = open(now);
            Routing routes = directory.get();
            List<Finished> done = List.copyOf(finished);
            done.forEach(each -> works.dispatch().finish(each.noticeId(), each.delivery(), routes, now));
            isMore = takeSteps(works, routes, now);
            askRoutes(works, routes, now);
            works.intake().escalate(routes, now);
            List<Due> due = works.review().look(routes, sending(works.ledger()), now);
            List<Sending> started = works.dispatch().start(due, routes, now);
            parcels = started.stream()
                    .flatMap(sending -> outgoing.pack(sending, works, routes, now).stream())
                    .toList();
            write(works);
            done.forEach(each -> {
                finished.remove(each);
                inFlight.remove(each.noticeId());
            });
            parcels.forEach(parcel -> inFlight.add(parcel.noticeId()));
        } catch (RuntimeException | Error e) {
            workings = null;
            throw e;
        } finally {
            lock.unlock();
        }
        parcels.forEach(this::send);
        tidy(now);
        return isMore;
    }

    /// Everything that waits, and what came and went meanwhile.
    List<HeldNotification> held() {
        List<HeldNotification> all = new ArrayList<>();
        lock.lock();
        try {
            Workings works = open(clock.instant());
            for (Item item : works.ledger().items()) {
                Hold hold = item.hold();
                if (hold != null && !item.isClosed()) {
                    all.add(new HeldNotification(
                            item.alertId(),
                            item.receiverId(),
                            hold.reason().word(),
                            hold.by(),
                            hold.since(),
                            hold.until(),
                            false));
                }
            }
            works.world().all().stream()
                    .filter(alert -> alert.status().isOpen()
                            && alert.firedAt() != null
                            && !alert.late()
                            && works.ledger().ofAlert(alert.alertId()).isEmpty())
                    .forEach(alert -> all.add(new HeldNotification(
                            alert.alertId(),
                            null,
                            "unrouted",
                            "",
                            Objects.requireNonNullElse(alert.firedAt(), alert.changedAt()),
                            null,
                            false)));
        } finally {
            lock.unlock();
        }
        all.addAll(store.missed());
        return all;
    }

    /// Which alerts another one explains, whoever is told of them.
    ///
    /// **Shape** - the id of each with the id of the one that says enough for both.
    Map<String, String> suppressed() {
        lock.lock();
        try {
            return new InhibitStage(open(clock.instant()).world()).suppressed();
        } finally {
            lock.unlock();
        }
    }

    /// Why nothing is sent to a receiver, or to one of its people, until somebody changes it.
    Optional<String> blocked(String receiverId, long version) {
        lock.lock();
        try {
            return open(clock.instant())
                    .ledger()
                    .lanes(receiverId)
                    .filter(lane -> lane.isBlocked(version))
                    .flatMap(lane -> Stream.ofNullable(lane.blocked()))
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Has a message that was given up sent again; false if there is none.
    boolean resend(String noticeId) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Workings works = open(now);
            Optional<Sending> dead = store.find(noticeId).filter(sending -> sending.state() == Notification.State.DEAD);
            dead.ifPresent(sending -> works.ledger().put(sending.forced(now)));
            write(works);
            return dead.isPresent();
        } catch (RuntimeException | Error e) {
            workings = null;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /// Sends a marked alert that is none through all stages.
    void drill(Alert alert) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Workings works = open(now);
            new Drill(works, workshop.ids()).run(alert, directory.get(), now);
            write(works);
        } catch (RuntimeException | Error e) {
            workings = null;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /// What a receiver was told of that stands, as far as it is known here: each alert as it is now.
    List<Alert> told(String receiverId) {
        List<String> ids = new ArrayList<>();
        lock.lock();
        try {
            open(clock.instant()).ledger().items().stream()
                    .filter(item -> item.receiverId().equals(receiverId)
                            && !item.isClosed()
                            && item.heard().stands())
                    .forEach(item -> ids.add(item.alertId()));
        } finally {
            lock.unlock();
        }
        return ids.stream().flatMap(id -> log.find(id).stream()).toList();
    }

    /// The ids of a receiver's people who are told of something that is not over.
    Set<String> people(String receiverId) {
        Set<String> people = new HashSet<>();
        lock.lock();
        try {
            open(clock.instant()).ledger().items().stream()
                    .map(Item::receiverId)
                    .filter(id ->
                            Party.userOf(id).isPresent() && Party.receiverOf(id).equals(receiverId))
                    .forEach(people::add);
        } finally {
            lock.unlock();
        }
        return people;
    }

    /// Messages that a receiver got, or may have got, since a time.
    List<Sending> sentTo(String receiverId, Instant since) {
        return store.sentTo(receiverId, since);
    }

    /// How many lines of traces were deleted because their alerts had too many.
    long shortened() {
        return shortened.get();
    }

    Optional<Alert> alert(String alertId) {
        return log.find(alertId);
    }

    private Workings open(Instant now) {
        Workings known = workings;
        if (known == null) {
            Remembered before = store.load(now);
            known = workshop.build(before);
            World world = known.world();
            log.open().forEach(world::put);
            before.items().stream()
                    .map(Item::alertId)
                    .distinct()
                    .filter(id -> world.find(id).isEmpty())
                    .forEach(id -> log.find(id).ifPresent(world::put));
            for (Sending sending : before.open()) {
                if (sending.state() == Notification.State.SENDING && !inFlight.contains(sending.noticeId())) {
                    known.ledger().put(sending.waiting(now, "nobody knows whether it arrived"));
                }
            }
            workings = known;
            routing = null;
        }
        return known;
    }

    private boolean takeSteps(Workings works, Routing routes, Instant now) {
        List<AlertTransition> steps = log.after(works.ledger().position(), STEPS_AT_ONCE);
        Set<String> alerts = new HashSet<>();
        for (AlertTransition step : steps) {
            if (alerts.add(step.alertId())) {
                log.find(step.alertId()).ifPresent(works.world()::put);
            }
        }
        steps.forEach(step -> works.intake().take(step, routes, now));
        if (!steps.isEmpty()) {
            works.ledger().moveTo(steps.getLast().transitionId());
        }
        return steps.size() == STEPS_AT_ONCE;
    }

    /// Who changes routes or receivers may have changed who is told of what stands.
    private void askRoutes(Workings works, Routing routes, Instant now) {
        boolean isOther = routing != null && routing != routes;
        boolean isTime = routes.dependsOnTime() && !routedAt.plus(LOOK_AGAIN).isAfter(now);
        if (isOther || isTime) {
            works.intake().routeAgain(routes, now);
            routedAt = now;
        }
        routing = routes;
    }

    private static Set<Item.Key> sending(Ledger ledger) {
        Set<Item.Key> keys = new HashSet<>();
        ledger.open().stream()
                .filter(sending -> sending.state() == Notification.State.SENDING)
                .forEach(sending ->
                        sending.says().forEach(said -> keys.add(new Item.Key(sending.receiverId(), said.alertId()))));
        return keys;
    }

    private void write(Workings works) {
        works.ledger().changes().ifPresent(changes -> {
            outgoing.requireRoom();
            store.commit(changes);
            changes.steps().forEach(step -> works.traced().merge(step.alertId(), 1, Integer::sum));
            works.ledger().written();
        });
    }

    private void send(Outgoing.Parcel parcel) {
        outgoing.send(parcel, delivery -> {
            finished.add(new Finished(parcel.noticeId(), delivery));
            bell.run();
        });
    }

    /// Shortens traces, and forgets alerts that nobody is to hear of.
    private void tidy(Instant now) {
        if (tidiedAt.plus(TIDY).isAfter(now)) {
            return;
        }
        List<String> tooLong = new ArrayList<>();
        lock.lock();
        try {
            tidiedAt = now;
            Workings works = open(now);
            Set<String> needed = new HashSet<>();
            works.ledger().items().forEach(item -> needed.add(item.alertId()));
            works.world().keepOnly(needed, now);
            works.traced().entrySet().removeIf(entry -> {
                boolean isLong = entry.getValue() >= LONG_TRACE;
                if (isLong) {
                    tooLong.add(entry.getKey());
                }
                return isLong;
            });
            works.traced().keySet().removeIf(id -> works.world().find(id).isEmpty());
        } finally {
            lock.unlock();
        }
        tooLong.forEach(alertId -> shortened.addAndGet(store.shorten(alertId)));
    }

    /// What was answered to a message.
    private record Finished(String noticeId, Delivery delivery) {}

    /// What the desk works with, as long as nothing fails.
    ///
    /// **Shape** - `traced` how many lines of each alert's trace were written.
    record Workings(
            World world,
            Ledger ledger,
            Intake intake,
            Judge judge,
            Review review,
            Dispatch dispatch,
            Map<String, Integer> traced) {}
}
