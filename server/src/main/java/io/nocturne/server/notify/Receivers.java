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
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.notify.flow.Budget;
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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/// Everybody who may be told, in memory; each change is in the database first.
///
/// **Threads** - safe; one change at a time.
final class Receivers {

    static final int MAX_RECEIVERS = 200;
    static final int MAX_NAME = 100;
    static final int MAX_LIMITS = 5;
    static final int MAX_WINDOWS = 20;
    private static final long MOST_SECONDS = 86_400;
    private static final long LEAST_REPEAT = 60;
    private static final long MOST_REPEAT = 7 * MOST_SECONDS;

    private static final Logger log = LoggerFactory.getLogger(Receivers.class);

    private final ReceiverStore store;
    private final SettingsCipher cipher;
    private final Channels types;
    private final AuditLog audit;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<Party> all;

    Receivers(ReceiverStore store, SettingsCipher cipher, Channels types, AuditLog audit, Clock clock) {
        this.store = store;
        this.cipher = cipher;
        this.types = types;
        this.audit = audit;
        this.clock = clock;
        this.all = store.all().stream().map(this::party).toList();
    }

    /// By name.
    List<Party> all() {
        return all;
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
            if (all.size() >= MAX_RECEIVERS) {
                throw new ProblemException(
                        ProblemCode.CONFLICT, "there are %d receivers; delete one first".formatted(MAX_RECEIVERS));
            }
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
        next.sort(Comparator.comparing(other -> other.receiver().name()));
        all = List.copyOf(next);
        audit.changed(kind, by, describe(receiver));
        return party;
    }

    /// What a client sent, with everything that it need not send.
    ///
    /// **Shape** - secrets that it leaves out stay as they were `known`.
    private Receiver checked(Receiver wanted, String id, long version, Map<String, String> known, Origin by) {
        String name = wanted.name();
        if (name == null || name.isBlank()) {
            throw invalid("name is missing");
        }
        try {
            PlainText.require("name", name, MAX_NAME);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        String typeId = wanted.typeId() == null ? "" : wanted.typeId();
        Map<String, String> settings = merged(typeId, wanted.settings(), known);
        List<SettingFault> faults = types.check(typeId, settings);
        if (!faults.isEmpty()) {
            throw invalid(faults.stream().map(Receivers::words).collect(Collectors.joining("; ")));
        }
        String language = wanted.language() == null ? "en" : wanted.language();
        if (!language.equals("en") && !language.equals("ko")) {
            throw invalid("language must be en or ko");
        }
        checkTimes(wanted);
        return new Receiver(
                id,
                name,
                typeId,
                !Boolean.FALSE.equals(wanted.enabled()),
                settings,
                List.of(),
                language,
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

    private static void checkTimes(Receiver wanted) {
        if (wanted.quietHours() != null && wanted.quietHours().windows().size() > MAX_WINDOWS) {
            throw invalid("quietHours.windows may have at most %d".formatted(MAX_WINDOWS));
        }
        Long repeat = wanted.repeatSeconds();
        if (repeat != null && (repeat < LEAST_REPEAT || repeat > MOST_REPEAT)) {
            throw invalid("repeatSeconds must be %d to %d".formatted(LEAST_REPEAT, MOST_REPEAT));
        }
        List<Receiver.Limit> limits = wanted.limits() == null ? List.of() : wanted.limits();
        if (limits.size() > MAX_LIMITS) {
            throw invalid("limits may have at most %d".formatted(MAX_LIMITS));
        }
        for (Receiver.Limit limit : limits) {
            boolean isFit = limit.messages() >= 1
                    && limit.messages() <= 10_000
                    && limit.seconds() >= 1
                    && limit.seconds() <= MOST_SECONDS;
            if (!isFit) {
                throw invalid("limits: messages must be 1 to 10000 and seconds 1 to %d".formatted(MOST_SECONDS));
            }
        }
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
        return new Party(receiver, types.complete(receiver.typeId(), receiver.settings()), limits);
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

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail);
    }
}
