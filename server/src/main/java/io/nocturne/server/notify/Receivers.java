package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.OnCallPeople;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.notify.flow.Budget;
import io.nocturne.server.notify.flow.Duty;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.store.ReceiverStore;
import io.nocturne.server.notify.store.ReceiverStore.Stored;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/// Everybody who may be told, in memory; each change is in the database first.
///
/// **Threads** - safe; one change at a time.
final class Receivers {

    static final int MAX_RECEIVERS = 200;

    private static final Logger log = LoggerFactory.getLogger(Receivers.class);

    private final ReceiverStore store;
    private final SettingsCipher cipher;
    private final Channels types;
    private final AuditLog audit;
    private final Clock clock;
    private final KnownSchedules schedules;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<Party> all;
    private @Nullable List<Party> draft;

    Receivers(
            ReceiverStore store,
            SettingsCipher cipher,
            Channels types,
            KnownSchedules schedules,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.cipher = cipher;
        this.types = types;
        this.schedules = schedules;
        this.audit = audit;
        this.clock = clock;
        this.all = store.all().stream().map(this::party).toList();
    }

    /// By name.
    List<Party> all() {
        return all;
    }

    /// Who acknowledges by what was sent under an id: the person it was for, or the receiver by its name.
    String owner(String partyId) {
        return Party.userOf(partyId).orElseGet(() -> require(partyId).receiver().name());
    }

    Party require(String receiverId) {
        return all.stream()
                .filter(party -> party.id().equals(receiverId))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "there is no receiver " + PlainText.quoted(receiverId, 40)));
    }

    /// As it is shown: without secrets.
    Receiver shown(Party party) {
        Map<String, String> open = new HashMap<>(party.receiver().settings());
        List<String> set = new ArrayList<>();
        Optional<ReceiverType> type = types.find(party.receiver().typeId()).map(Channel::type);
        if (type.isEmpty()) {
            set.addAll(open.keySet());
            open.clear();
        }
        type.ifPresent(known -> known.fields().stream()
                .filter(ReceiverType.Field::holdsSecret)
                .filter(field -> open.remove(field.key()) != null)
                .forEach(field -> set.add(field.key())));
        return with(party.receiver(), open, set.stream().sorted().toList());
    }

    Party create(Receiver wanted, Origin by) {
        Receiver fresh = checked(wanted, UUID.randomUUID().toString(), 1, Map.of(), by);
        lock.lock();
        try {
            requireRoom(all.size());
            if (!store.insert(stored(fresh))) {
                throw nameTaken(fresh);
            }
            return changed(fresh, EventKind.RECEIVER_CREATED, by);
        } finally {
            lock.unlock();
        }
    }

    Party change(String receiverId, Receiver wanted, Origin by) {
        lock.lock();
        try {
            Receiver before = require(receiverId).receiver();
            if (wanted.version() != before.version()) {
                throw moved(before);
            }
            Map<String, String> known = before.typeId().equals(wanted.typeId()) ? before.settings() : Map.of();
            Receiver next = checked(wanted, receiverId, before.version() + 1, known, by);
            if (!update(next)) {
                throw moved(before);
            }
            return changed(next, EventKind.RECEIVER_CHANGED, by);
        } finally {
            lock.unlock();
        }
    }

    void delete(String receiverId, Origin by) {
        lock.lock();
        try {
            Party party = require(receiverId);
            store.delete(receiverId);
            all = all.stream().filter(other -> !other.id().equals(receiverId)).toList();
            audit.changed(EventKind.RECEIVER_DELETED, by, describe(party.receiver()));
        } finally {
            lock.unlock();
        }
    }

    /// Writes receivers of a file, each over the one of its name, within the transaction of whoever calls;
    /// they count once that is committed. One that stays as it is is not written.
    ///
    /// **Errors** - [ProblemException] if one cannot be; the transaction is to be rolled back then.
    void put(List<Receiver> named, Origin by) {
        lock.lock();
        try {
            List<Party> next = new ArrayList<>(drafted());
            named.forEach(each -> put(each, next, by));
            if (draft == null) {
                UntilCommitted.keep(lock, () -> all = drafted(), () -> draft = null);
            }
            draft = sorted(next);
        } finally {
            lock.unlock();
        }
    }

    private void put(Receiver named, List<Party> present, Origin by) {
        Receiver before = named(present, named.name()).orElse(null);
        Receiver wanted = NamedReceiver.over(before, named);
        String id = before == null ? UUID.randomUUID().toString() : id(before);
        Receiver next = checked(wanted, id, before == null ? 1 : before.version() + 1, Map.of(), by);
        if (before != null && NamedReceiver.isSame(before, next)) {
            return;
        }
        requireRoom(before == null ? present.size() : 0);
        boolean isWritten = before == null ? store.insert(stored(next)) : update(next);
        if (!isWritten) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "receiver '%s' was changed by another server at this moment; try again".formatted(next.name()));
        }
        present.removeIf(party -> party.id().equals(id));
        present.add(party(next));
        audit.changed(before == null ? EventKind.RECEIVER_CREATED : EventKind.RECEIVER_CHANGED, by, describe(next));
    }

    /// By name, with what the transaction of this thread has written and not committed yet.
    List<Party> drafted() {
        List<Party> written = lock.isHeldByCurrentThread() ? draft : null;
        return written == null ? all : written;
    }

    Optional<Receiver> named(String name) {
        return named(drafted(), name);
    }

    private static Optional<Receiver> named(List<Party> parties, String name) {
        return parties.stream()
                .map(Party::receiver)
                .filter(receiver -> receiver.name().equals(name))
                .findFirst();
    }

    private static void requireRoom(int present) {
        if (present >= MAX_RECEIVERS) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "there are %d receivers; delete one first".formatted(MAX_RECEIVERS));
        }
    }

    private static List<Party> sorted(List<Party> parties) {
        return parties.stream()
                .sorted(Comparator.comparing(party -> party.receiver().name()))
                .toList();
    }

    private boolean update(Receiver next) {
        try {
            return store.update(stored(next));
        } catch (DuplicateKeyException e) {
            throw nameTaken(next);
        }
    }

    private Party changed(Receiver receiver, EventKind kind, Origin by) {
        Party party = party(receiver);
        List<Party> next = new ArrayList<>(all);
        next.removeIf(other -> other.id().equals(party.id()));
        next.add(party);
        all = sorted(next);
        audit.changed(kind, by, describe(receiver));
        return party;
    }

    /// A receiver as it would be, of which nothing is kept: one of its own, or a saved one with what is to be
    /// otherwise.
    ///
    /// **Errors** - [ProblemException] as when it is saved.
    Party draft(Receiver wanted, Origin by) {
        String receiverId = wanted.receiverId();
        Receiver before = receiverId == null ? null : require(receiverId).receiver();
        Receiver whole = NamedReceiver.over(before, wanted);
        return party(checked(whole, before == null ? "draft" : id(before), whole.version(), Map.of(), by));
    }

    /// What a client sent, with everything that it need not send.
    ///
    /// **Shape** - secrets that it leaves out stay as they were `known`.
    private Receiver checked(Receiver wanted, String id, long version, Map<String, String> known, Origin by) {
        String typeId = wanted.typeId() == null ? "" : wanted.typeId();
        Map<String, String> settings = merged(typeId, wanted.settings(), known);
        List<String> faults = new ArrayList<>();
        ReceiverCheck.faults(wanted).forEach(fault -> faults.add(fault.key() + " " + fault.message()));
        types.check(typeId, settings).forEach(fault -> faults.add(words(fault)));
        schedules.faults(typeId, settings).forEach(fault -> faults.add(words(fault)));
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(String.join("; ", faults));
        }
        return new Receiver(
                id,
                wanted.name(),
                typeId,
                !Boolean.FALSE.equals(wanted.enabled()),
                settings,
                List.of(),
                Objects.requireNonNullElse(wanted.language(), "en"),
                wanted.zone(),
                wanted.quietHours(),
                wanted.limits(),
                wanted.repeatSeconds(),
                version,
                null,
                by.user(),
                clock.instant());
    }

    /// A fault with the type itself has the key that files give it.
    private static String words(SettingFault fault) {
        return (fault.key().equals("type") ? "typeId" : "settings." + fault.key()) + " " + fault.message();
    }

    private Map<String, String> merged(String typeId, Map<String, String> wanted, Map<String, String> known) {
        Map<String, String> merged = new HashMap<>(wanted);
        types.find(typeId)
                .ifPresent(channel -> channel.type().fields().stream()
                        .filter(field -> field.holdsSecret() && !wanted.containsKey(field.key()))
                        .filter(field -> known.containsKey(field.key()))
                        .forEach(field -> merged.put(field.key(), known.getOrDefault(field.key(), ""))));
        merged.values().removeIf(String::isEmpty);
        return merged;
    }

    private Stored stored(Receiver receiver) {
        return new Stored(with(receiver, Map.of(), List.of()), cipher.lock(id(receiver), receiver.settings()));
    }

    private Party party(Stored stored) {
        Receiver receiver = stored.receiver();
        Optional<Map<String, String>> settings = cipher.open(id(receiver), stored.settings());
        if (settings.isEmpty()) {
            log.error(
                    "the settings of receiver {} were encrypted with another key than this server's; set them anew",
                    id(receiver));
        }
        return party(with(receiver, settings.orElse(Map.of()), List.of()));
    }

    private Party party(Receiver receiver) {
        List<Receiver.Limit> limits = receiver.limits() == null ? Budget.ofType(receiver.typeId()) : receiver.limits();
        Map<String, String> settings = types.complete(receiver.typeId(), receiver.settings());
        Optional<OnCallPeople> people = types.onCall(receiver.typeId());
        List<String> schedules = people.map(each -> each.schedules(settings)).orElse(List.of());
        if (people.isEmpty() || schedules.isEmpty()) {
            return new Party(receiver, settings, limits, Duty.NONE);
        }
        Map<String, String> listed = people.get().listed(settings);
        boolean isVacant = !listed.containsKey(people.get().field().key());
        return new Party(receiver, listed, limits, new Duty(schedules, null, isVacant));
    }

    private static Receiver with(Receiver receiver, Map<String, String> settings, List<String> secretsSet) {
        return new Receiver(
                receiver.receiverId(),
                receiver.name(),
                receiver.typeId(),
                receiver.enabled(),
                settings,
                secretsSet,
                receiver.language(),
                receiver.zone(),
                receiver.quietHours(),
                receiver.limits(),
                receiver.repeatSeconds(),
                receiver.version(),
                receiver.blocked(),
                receiver.updatedBy(),
                receiver.updatedAt());
    }

    private static String id(Receiver receiver) {
        return Objects.requireNonNull(receiver.receiverId(), "a receiver that is stored has an id");
    }

    private static String describe(Receiver receiver) {
        return "receiver '%s' (%s, %s), version %d"
                .formatted(receiver.name(), receiver.typeId(), receiver.receiverId(), receiver.version());
    }

    private static ProblemException nameTaken(Receiver receiver) {
        return new ProblemException(
                ProblemCode.CONFLICT, "there is a receiver '%s' already".formatted(receiver.name()));
    }

    private static ProblemException moved(Receiver before) {
        return new ProblemException(
                ProblemCode.CONFLICT,
                "the receiver is of version %d now, changed by %s; read it again"
                        .formatted(before.version(), before.updatedBy()));
    }
}
