package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.Notification;
import io.nocturne.model.alert.TraceStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything on its way, in memory, and what of it is not in the database yet.
///
/// **Threads** - confined to who holds the desk's lock.
public final class Ledger {

    /// As long as the longest limit of a receiver may reach.
    private static final Duration SENT_KEPT = Duration.ofHours(24);

    private long position;
    private boolean isMoved;
    private final Map<Item.Key, Item> items = new LinkedHashMap<>();
    private final Map<String, Set<Item.Key>> byAlert = new HashMap<>();
    private final Map<InstanceKey, Set<Item.Key>> byInstance = new HashMap<>();
    private final Map<AlertGroup.Key, Set<Item.Key>> byGroup = new HashMap<>();
    private final Map<AlertGroup.Key, AlertGroup> groups = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<String, Sending> open = new LinkedHashMap<>();
    private final Map<String, Deque<Instant>> sent = new HashMap<>();

    private final Set<Item.Key> itemsTouched = new LinkedHashSet<>();
    private final Set<AlertGroup.Key> groupsTouched = new LinkedHashSet<>();
    private final Set<String> lanesTouched = new LinkedHashSet<>();
    private final Map<String, Sending> sendingsTouched = new LinkedHashMap<>();
    private final List<Changes.Step> steps = new ArrayList<>();
    private final List<HeldNotification> missed = new ArrayList<>();

    public Ledger(Remembered before) {
        position = before.position();
        before.items().forEach(this::index);
        before.groups().forEach(group -> groups.put(group.key(), group));
        before.lanes().forEach(lane -> lanes.put(lane.receiverId(), lane));
        before.open().forEach(sending -> open.put(sending.noticeId(), sending));
        before.sent().forEach((receiver, times) -> sent.put(receiver, new ArrayDeque<>(times)));
    }

    public long position() {
        return position;
    }

    public void moveTo(long transitionId) {
        position = transitionId;
        isMoved = true;
    }

    public Collection<Item> items() {
        return List.copyOf(items.values());
    }

    public Optional<Item> item(String receiverId, String alertId) {
        return Optional.ofNullable(items.get(new Item.Key(receiverId, alertId)));
    }

    public List<Item> ofAlert(String alertId) {
        return byAlert.getOrDefault(alertId, Set.of()).stream()
                .flatMap(key -> Optional.ofNullable(items.get(key)).stream())
                .toList();
    }

    /// What is of a group and not closed.
    public List<Item> ofGroup(String receiverId, String groupKey) {
        return byGroup.getOrDefault(new AlertGroup.Key(receiverId, groupKey), Set.of()).stream()
                .flatMap(key -> Optional.ofNullable(items.get(key)).stream())
                .filter(item -> !item.isClosed())
                .toList();
    }

    Stream<Item> ofInstance(String receiverId, String instance) {
        return byInstance.getOrDefault(new InstanceKey(receiverId, instance), Set.of()).stream()
                .flatMap(key -> Optional.ofNullable(items.get(key)).stream());
    }

    /// What a receiver was told of an instance that fired, of late.
    Stream<Telling> tellings(String receiverId, String instance) {
        return ofInstance(receiverId, instance).flatMap(item -> Telling.of(item).stream());
    }

    public void put(Item item) {
        if (!item.equals(items.get(item.key()))) {
            index(item);
            itemsTouched.add(item.key());
        }
    }

    public void remove(Item item) {
        items.remove(item.key());
        unindex(byAlert, item.alertId(), item.key());
        unindex(byGroup, new AlertGroup.Key(item.receiverId(), item.groupKey()), item.key());
        unindex(byInstance, new InstanceKey(item.receiverId(), item.instance()), item.key());
        itemsTouched.add(item.key());
    }

    public AlertGroup group(Item item) {
        AlertGroup known = groups.get(new AlertGroup.Key(item.receiverId(), item.groupKey()));
        return known == null ? AlertGroup.fresh(item.receiverId(), item.groupKey(), item.routeId()) : known;
    }

    public Optional<AlertGroup> group(String receiverId, String groupKey) {
        return Optional.ofNullable(groups.get(new AlertGroup.Key(receiverId, groupKey)));
    }

    public Collection<AlertGroup> groups() {
        return List.copyOf(groups.values());
    }

    public void put(AlertGroup group) {
        groups.put(group.key(), group);
        groupsTouched.add(group.key());
    }

    public void remove(AlertGroup group) {
        groups.remove(group.key());
        groupsTouched.add(group.key());
    }

    public Lane lane(String receiverId) {
        return lanes.getOrDefault(receiverId, Lane.fresh(receiverId));
    }

    /// That of a receiver and those of its people.
    public Stream<Lane> lanes(String receiverId) {
        return lanes.values().stream()
                .filter(lane -> Party.receiverOf(lane.receiverId()).equals(receiverId));
    }

    public void put(Lane lane) {
        lanes.put(lane.receiverId(), lane);
        lanesTouched.add(lane.receiverId());
    }

    /// What is sent to a receiver or waits for it.
    public List<Sending> open(String receiverId) {
        return open.values().stream()
                .filter(sending -> sending.receiverId().equals(receiverId))
                .toList();
    }

    public Collection<Sending> open() {
        return List.copyOf(open.values());
    }

    public Optional<Sending> sending(String noticeId) {
        return Optional.ofNullable(open.get(noticeId));
    }

    public void put(Sending sending) {
        boolean isOpen = sending.state() == Notification.State.SENDING || sending.state() == Notification.State.WAITING;
        if (isOpen) {
            open.put(sending.noticeId(), sending);
        } else {
            open.remove(sending.noticeId());
        }
        sendingsTouched.put(sending.noticeId(), sending);
    }

    public Collection<Instant> sent(String receiverId) {
        return sent.getOrDefault(receiverId, new ArrayDeque<>());
    }

    public void countSent(String receiverId, Instant at) {
        Deque<Instant> times = sent.computeIfAbsent(receiverId, _ -> new ArrayDeque<>());
        times.add(at);
        while (!times.isEmpty() && times.getFirst().plus(SENT_KEPT).isBefore(at)) {
            times.removeFirst();
        }
    }

    public void trace(
            String alertId, @Nullable String receiverId, Instant at, String stage, String code, String... arguments) {
        steps.add(new Changes.Step(alertId, new TraceStep(at, stage, code, receiverId, List.of(arguments))));
    }

    public void missed(Item item, Hold hold, Instant at) {
        missed.add(new HeldNotification(
                item.alertId(), item.receiverId(), hold.reason().word(), hold.by(), hold.since(), at, true));
    }

    /// What is not in the database yet; nothing if there is none.
    public Optional<Changes> changes() {
        boolean isNothing = !isMoved
                && itemsTouched.isEmpty()
                && groupsTouched.isEmpty()
                && lanesTouched.isEmpty()
                && sendingsTouched.isEmpty()
                && steps.isEmpty()
                && missed.isEmpty();
        if (isNothing) {
            return Optional.empty();
        }
        return Optional.of(new Changes(
                position,
                itemsTouched.stream().filter(items::containsKey).map(items::get).toList(),
                without(itemsTouched, items.keySet()),
                groupsTouched.stream()
                        .filter(groups::containsKey)
                        .map(groups::get)
                        .toList(),
                without(groupsTouched, groups.keySet()),
                lanesTouched.stream().map(lanes::get).toList(),
                List.copyOf(sendingsTouched.values()),
                steps,
                missed));
    }

    /// They are in the database.
    public void written() {
        isMoved = false;
        itemsTouched.clear();
        groupsTouched.clear();
        lanesTouched.clear();
        sendingsTouched.clear();
        steps.clear();
        missed.clear();
    }

    private void index(Item item) {
        items.put(item.key(), item);
        byAlert.computeIfAbsent(item.alertId(), _ -> new LinkedHashSet<>()).add(item.key());
        byGroup.computeIfAbsent(new AlertGroup.Key(item.receiverId(), item.groupKey()), _ -> new LinkedHashSet<>())
                .add(item.key());
        byInstance
                .computeIfAbsent(new InstanceKey(item.receiverId(), item.instance()), _ -> new LinkedHashSet<>())
                .add(item.key());
    }

    private static <K> void unindex(Map<K, Set<Item.Key>> index, K key, Item.Key item) {
        Set<Item.Key> known = index.get(key);
        if (known != null) {
            known.remove(item);
            if (known.isEmpty()) {
                index.remove(key);
            }
        }
    }

    private static <K> Set<K> without(Set<K> all, Set<K> others) {
        Set<K> rest = new HashSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private record InstanceKey(String receiverId, String instance) {}

    /// That a receiver was told that an instance fires, and how badly.
    record Telling(Heard heard, Instant at) {

        static Optional<Telling> of(Item item) {
            Heard as = item.told().firedAs();
            Instant at = item.told().firedAt();
            return as == null || at == null ? Optional.empty() : Optional.of(new Telling(as, at));
        }
    }
}
