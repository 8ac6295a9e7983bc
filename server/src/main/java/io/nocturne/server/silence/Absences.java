package io.nocturne.server.silence;

import io.nocturne.model.alert.AbsenceDraft;
import io.nocturne.model.alert.TimeRange;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.calendar.WeeklyTimes;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.silence.store.AbsenceStore;
import io.nocturne.server.silence.store.AbsenceStore.StoredAbsence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/// The calendars of hosts that are expected to be away. All of them are in memory.
///
/// **Threads** - safe; one change at a time.
class Absences {

    static final int MAX = 500;
    static final int MAX_RANGES = 100;
    static final Duration FARTHEST = Duration.ofDays(2 * 366L);

    private final AbsenceStore store;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Known known;

    Absences(
            AbsenceStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.known = new Known(store.all());
    }

    List<StoredAbsence> all() {
        return known.absences();
    }

    StoredAbsence require(UUID absenceId) {
        return all().stream()
                .filter(absence -> absence.absenceId().equals(absenceId))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(ProblemCode.NOT_FOUND, "there is no expected absence " + absenceId));
    }

    boolean isExpected(Map<String, String> labels, Instant at) {
        AtomicBoolean expected = new AtomicBoolean();
        known.index().candidates(labels, entry -> {
            if (!expected.get() && isAway(entry.thing(), at) && entry.matchers().matches(labels)) {
                expected.set(true);
            }
        });
        return expected.get();
    }

    /// Never late; an edge at which nothing changes, because a range lies over it, counts too.
    Instant nextChange(Instant after) {
        Instant first = Instant.MAX;
        for (StoredAbsence absence : all()) {
            first = earlier(first, WeeklyTimes.nextChange(absence.windows(), after));
            for (TimeRange range : absence.ranges()) {
                first = range.from().isAfter(after) ? earlier(first, range.from()) : first;
                first = range.to().isAfter(after) ? earlier(first, range.to()) : first;
            }
        }
        return first;
    }

    StoredAbsence create(AbsenceDraft draft, Origin by) {
        StoredAbsence absence = made(UUID.randomUUID(), 1, draft, by);
        lock.lock();
        try {
            if (all().size() >= MAX) {
                throw new ProblemException(
                        ProblemCode.CONFLICT, "there are %d expected absences; delete one first".formatted(MAX));
            }
            transaction.executeWithoutResult(_ -> {
                store.insert(absence);
                audit.changed(EventKind.ABSENCE_CREATED, by, describe(absence));
            });
            known = new Known(store.all());
        } finally {
            lock.unlock();
        }
        events.publishEvent(new SilencesChanged(by.user()));
        return absence;
    }

    StoredAbsence change(UUID absenceId, AbsenceDraft draft, Origin by) {
        StoredAbsence absence = made(absenceId, Drafts.requireVersion(draft.version()) + 1, draft, by);
        lock.lock();
        try {
            long version = require(absenceId).version();
            transaction.executeWithoutResult(_ -> {
                if (version != absence.version() - 1 || !store.update(absence)) {
                    throw Drafts.outdated("expected absence " + absenceId, version);
                }
                audit.changed(EventKind.ABSENCE_CHANGED, by, describe(absence));
            });
            known = new Known(store.all());
        } finally {
            lock.unlock();
        }
        events.publishEvent(new SilencesChanged(by.user()));
        return absence;
    }

    void delete(UUID absenceId, Origin by) {
        lock.lock();
        try {
            StoredAbsence absence = require(absenceId);
            transaction.executeWithoutResult(_ -> {
                store.delete(absenceId);
                audit.changed(EventKind.ABSENCE_DELETED, by, describe(absence));
            });
            known = new Known(store.all());
        } finally {
            lock.unlock();
        }
        events.publishEvent(new SilencesChanged(by.user()));
    }

    static boolean isAway(StoredAbsence absence, Instant at) {
        boolean byWindow =
                !absence.windows().isEmpty() && WeeklyTimes.covers(absence.windows(), at) != absence.outside();
        return byWindow || absence.ranges().stream().anyMatch(range -> range.covers(at));
    }

    private StoredAbsence made(UUID absenceId, long version, AbsenceDraft draft, Origin by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Drafts.requireMatchers("hosts", draft.hosts(), draft.confirmAll());
        Drafts.requireSize("windows", draft.windows(), 0, Drafts.MAX_WINDOWS);
        Drafts.requireSize("ranges", draft.ranges(), 0, MAX_RANGES);
        if (draft.windows().isEmpty() && (draft.ranges().isEmpty() || draft.outside())) {
            throw ProblemException.invalid("windows or ranges must say when; outside needs windows");
        }
        for (TimeRange range : draft.ranges()) {
            if (range.from().isBefore(now.minus(FARTHEST)) || range.to().isAfter(now.plus(FARTHEST))) {
                throw ProblemException.invalid("ranges must be within %d days from now".formatted(FARTHEST.toDays()));
            }
        }
        return new StoredAbsence(
                absenceId,
                version,
                draft.hosts(),
                draft.windows(),
                draft.outside(),
                draft.ranges(),
                Drafts.requireComment(draft.comment()),
                by.user(),
                now);
    }

    private static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }

    private static String describe(StoredAbsence absence) {
        return "expected absence %s of %s: %s".formatted(absence.absenceId(), absence.hosts(), absence.comment());
    }

    private record Known(List<StoredAbsence> absences, LabelIndex<StoredAbsence> index) {

        Known(List<StoredAbsence> absences) {
            this(absences, new LabelIndex<>(absences, StoredAbsence::hosts));
        }
    }
}
