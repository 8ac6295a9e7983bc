package io.nocturne.server.oncall;

import io.nocturne.model.oncall.OnCallLayer;
import io.nocturne.model.oncall.OnCallOverride;
import io.nocturne.model.oncall.OnCallSchedule;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.access.KnownUsers;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.oncall.store.ScheduleStore;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionTemplate;

/// The schedules. All of them are in memory.
///
/// **Threads** - safe; one change at a time.
class Schedules implements OnCall {

    static final int MAX = 200;
    static final int MAX_NAME = 100;
    static final int MAX_LAYERS = 10;
    static final int MAX_PARTICIPANTS = 50;
    static final int MAX_WINDOWS = 20;
    static final int MAX_OVERRIDES = 100;

    private static final Duration FARTHEST = Duration.ofDays(10 * 366L);

    private final ScheduleStore store;
    private final KnownUsers users;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<String, Rota> rotas;

    Schedules(ScheduleStore store, KnownUsers users, TransactionTemplate transaction, AuditLog audit, Clock clock) {
        this.store = store;
        this.users = users;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
        this.rotas = read();
    }

    @Override
    public Optional<String> now(String schedule, Instant at) {
        return find(schedule).flatMap(rota -> rota.at(at));
    }

    @Override
    public boolean isSchedule(String schedule) {
        return find(schedule).isPresent();
    }

    private Optional<Rota> find(String schedule) {
        return Optional.ofNullable(rotas.get(schedule))
                .or(() -> rotas.values().stream()
                        .filter(rota -> schedule.equals(rota.schedule().name()))
                        .findFirst());
    }

    /// By name.
    List<Rota> all() {
        return rotas.values().stream()
                .sorted(Comparator.comparing(
                                (Rota rota) -> String.valueOf(rota.schedule().name()))
                        .thenComparing(rota -> String.valueOf(rota.schedule().scheduleId())))
                .toList();
    }

    Rota require(UUID scheduleId) {
        return Optional.ofNullable(rotas.get(scheduleId.toString()))
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "there is no on-call schedule " + scheduleId));
    }

    OnCallSchedule create(OnCallSchedule draft, Origin by) {
        OnCallSchedule schedule = checked(UUID.randomUUID(), 1L, draft, by);
        lock.lock();
        try {
            requireFreeName(schedule);
            if (rotas.size() >= MAX) {
                throw new ProblemException(
                        ProblemCode.CONFLICT, "there are %d on-call schedules; delete one first".formatted(MAX));
            }
            transaction.executeWithoutResult(_ -> {
                store.insert(schedule);
                audit.changed(EventKind.ON_CALL_CREATED, by, describe(schedule));
            });
            rotas = read();
        } finally {
            lock.unlock();
        }
        return schedule;
    }

    OnCallSchedule change(UUID scheduleId, OnCallSchedule draft, Origin by) {
        OnCallSchedule schedule = checked(scheduleId, draft.version() + 1, draft, by);
        lock.lock();
        try {
            long version = require(scheduleId).schedule().version();
            requireFreeName(schedule);
            transaction.executeWithoutResult(_ -> {
                if (version != draft.version() || !store.update(schedule)) {
                    throw new ProblemException(
                            ProblemCode.CONFLICT,
                            "on-call schedule %s was changed meanwhile and has version %d; read it again"
                                    .formatted(scheduleId, version));
                }
                audit.changed(EventKind.ON_CALL_CHANGED, by, describe(schedule));
            });
            rotas = read();
        } finally {
            lock.unlock();
        }
        return schedule;
    }

    void delete(UUID scheduleId, Origin by) {
        lock.lock();
        try {
            OnCallSchedule schedule = require(scheduleId).schedule();
            transaction.executeWithoutResult(_ -> {
                store.delete(scheduleId);
                audit.changed(EventKind.ON_CALL_DELETED, by, describe(schedule));
            });
            rotas = read();
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Rota> read() {
        return store.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        schedule -> String.valueOf(schedule.scheduleId()), (Function<OnCallSchedule, Rota>) Rota::new));
    }

    private OnCallSchedule checked(UUID scheduleId, long version, OnCallSchedule draft, Origin by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        requireSize("layers", draft.layers(), MAX_LAYERS);
        requireSize("overrides", draft.overrides(), MAX_OVERRIDES);
        LocalDate today = LocalDate.ofInstant(now, draft.zone());
        for (OnCallLayer layer : draft.layers()) {
            requireSize("participants", layer.participants(), MAX_PARTICIPANTS);
            requireSize("restrictedTo", layer.restrictedTo(), MAX_WINDOWS);
            layer.participants().forEach(this::requireUser);
            if (Math.abs(ChronoUnit.DAYS.between(today, layer.startDate())) > FARTHEST.toDays()) {
                throw ProblemException.invalid("startDate must be within 10 years from now");
            }
        }
        for (OnCallOverride override : draft.overrides()) {
            requireUser(override.user());
            if (override.from().isBefore(now.minus(FARTHEST)) || override.to().isAfter(now.plus(FARTHEST))) {
                throw ProblemException.invalid("overrides must be within 10 years from now");
            }
        }
        return new OnCallSchedule(
                scheduleId.toString(),
                version,
                requireName(draft),
                draft.zone(),
                draft.layers(),
                draft.overrides(),
                by.user(),
                now);
    }

    /// Receivers may name a schedule.
    private void requireFreeName(OnCallSchedule schedule) {
        boolean isTaken = rotas.values().stream()
                .map(Rota::schedule)
                .anyMatch(other -> Objects.equals(other.name(), schedule.name())
                        && !Objects.equals(other.scheduleId(), schedule.scheduleId()));
        if (isTaken) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "there is an on-call schedule '%s' already".formatted(schedule.name()));
        }
    }

    private static String requireName(OnCallSchedule draft) {
        String name = draft.name();
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name must have 1 to %d characters".formatted(MAX_NAME));
        }
        try {
            return PlainText.require("name", name, MAX_NAME);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private void requireUser(String name) {
        if (!users.isUser(name)) {
            throw ProblemException.invalid("there is no user '%s'".formatted(PlainText.quoted(name, MAX_NAME)));
        }
    }

    private static void requireSize(String field, List<?> list, int most) {
        if (list.size() > most) {
            throw ProblemException.invalid("%s must be at most %d".formatted(field, most));
        }
    }

    private static String describe(OnCallSchedule schedule) {
        return "on-call schedule '%s' (%s), version %d"
                .formatted(schedule.name(), schedule.scheduleId(), schedule.version());
    }
}
