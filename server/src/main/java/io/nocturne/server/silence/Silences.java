package io.nocturne.server.silence;

import io.nocturne.model.alert.Silence;
import io.nocturne.model.alert.SilenceDraft;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.calendar.WeeklyTimes;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.silence.store.SilenceStore;
import io.nocturne.server.silence.store.SilenceStore.StoredSilence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/// The silences and maintenance windows. Those that are not over are in memory, so that asking costs no
/// database.
///
/// What has begun to mute is not rewritten: an edit of what it matches or when it recurs ends it and makes
/// another one that names it, so that "silenced by" in an alert's history stays true, as in Alertmanager. A
/// later end or another comment changes it in place.
///
/// **Threads** - safe; one change at a time.
class Silences {

    static final int MAX_STANDING = 2_000;
    static final Duration LONGEST = Duration.ofDays(366);
    static final Duration KEPT = Duration.ofDays(90);

    private final SilenceStore store;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Standing standing;

    Silences(
            SilenceStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.standing = new Standing(store.endingAfter(now()));
    }

    /// Those that are not over at a time, by id.
    List<StoredSilence> standing(Instant at) {
        return standing.silences().stream()
                .filter(silence -> silence.endsAt().isAfter(at))
                .toList();
    }

    List<StoredSilence> endedBefore(Instant time, UUID silenceId, int limit) {
        return store.endedBefore(time, silenceId, limit);
    }

    StoredSilence require(UUID silenceId) {
        return standing.silences().stream()
                .filter(silence -> silence.silenceId().equals(silenceId))
                .findFirst()
                .or(() -> store.find(silenceId))
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no silence " + silenceId));
    }

    List<String> muting(Map<String, String> labels, Instant at) {
        List<String> ids = new ArrayList<>();
        standing.index().candidates(labels, entry -> {
            if (isMuting(entry.thing(), at) && entry.matchers().matches(labels)) {
                ids.add(entry.thing().silenceId().toString());
            }
        });
        ids.sort(null);
        return ids;
    }

    StoredSilence create(SilenceDraft draft, Origin by) {
        Instant now = now();
        StoredSilence silence = made(draft, now, by, null);
        lock.lock();
        try {
            requireRoom(now);
            transaction.executeWithoutResult(_ -> {
                store.insert(silence);
                audit.changed(EventKind.SILENCE_CREATED, by, describe(silence));
            });
            refresh(now);
        } finally {
            lock.unlock();
        }
        events.publishEvent(new SilencesChanged(by.user()));
        return silence;
    }

    /// The silence as it is now, which has another id if the edit had to replace it.
    StoredSilence change(UUID silenceId, SilenceDraft draft, Origin by) {
        Instant now = now();
        StoredSilence changed;
        lock.lock();
        try {
            StoredSilence before = require(silenceId);
            if (Drafts.requireVersion(draft.version()) != before.version()) {
                throw Drafts.outdated("silence " + silenceId, before.version());
            }
            if (!before.endsAt().isAfter(now)) {
                throw new ProblemException(
                        ProblemCode.CONFLICT,
                        "silence %s is over since %s; make a new one".formatted(silenceId, before.endsAt()));
            }
            boolean begun = !before.startsAt().isAfter(now);
            boolean replace = begun && !isSameMuting(before, draft);
            if (replace) {
                requireRoom(now);
            }
            StoredSilence after = replace
                    ? made(draft, now, by, silenceId)
                    : edited(before, draft, begun ? before.startsAt() : null, now, by);
            transaction.executeWithoutResult(_ -> {
                requireWritten(replace ? before.endedAt(now, by.user()) : after);
                if (replace) {
                    store.insert(after);
                }
                audit.changed(
                        EventKind.SILENCE_CHANGED, by, describe(after) + (replace ? ", in place of " + silenceId : ""));
            });
            refresh(now);
            changed = after;
        } finally {
            lock.unlock();
        }
        events.publishEvent(new SilencesChanged(by.user()));
        return changed;
    }

    /// Ends it now; nothing happens if it is over.
    void end(UUID silenceId, Origin by) {
        Instant now = now();
        lock.lock();
        try {
            StoredSilence before = require(silenceId);
            if (!before.endsAt().isAfter(now)) {
                return;
            }
            StoredSilence ended = before.endedAt(now, by.user());
            transaction.executeWithoutResult(_ -> {
                requireWritten(ended);
                audit.changed(EventKind.SILENCE_ENDED, by, describe(ended));
            });
            refresh(now);
        } finally {
            lock.unlock();
        }
        events.publishEvent(new SilencesChanged(by.user()));
    }

    /// Forgets what is over: in memory at once, in the database after [#KEPT].
    void tidy() {
        Instant now = now();
        store.deleteEndedBefore(now.minus(KEPT));
        lock.lock();
        try {
            if (standing.silences().stream()
                    .anyMatch(silence -> !silence.endsAt().isAfter(now))) {
                refresh(now);
            }
        } finally {
            lock.unlock();
        }
    }

    static boolean isMuting(StoredSilence silence, Instant at) {
        return !at.isBefore(silence.startsAt())
                && at.isBefore(silence.endsAt())
                && (silence.recurrence().isEmpty() || WeeklyTimes.covers(silence.recurrence(), at));
    }

    /// When it begins or ends to mute next; never again with [Instant#MAX].
    static Instant nextChange(StoredSilence silence, Instant after) {
        if (!after.isBefore(silence.endsAt())) {
            return Instant.MAX;
        }
        if (after.isBefore(silence.startsAt()) && isMuting(silence, silence.startsAt())) {
            return silence.startsAt();
        }
        Instant from = after.isBefore(silence.startsAt()) ? silence.startsAt() : after;
        Instant turn =
                silence.recurrence().isEmpty() ? silence.endsAt() : WeeklyTimes.nextChange(silence.recurrence(), from);
        if (turn.isBefore(silence.endsAt())) {
            return turn;
        }
        return isMuting(silence, from) ? silence.endsAt() : Instant.MAX;
    }

    private StoredSilence made(SilenceDraft draft, Instant now, Origin by, @Nullable UUID replaces) {
        StoredSilence silence = new StoredSilence(
                UUID.randomUUID(),
                1,
                kind(draft),
                draft.matchers(),
                start(draft, null, now),
                end(draft),
                draft.recurrence(),
                Drafts.requireComment(draft.comment()),
                by.user(),
                now,
                null,
                replaces);
        requireGood(silence, draft.confirmAll(), now);
        return silence;
    }

    private static StoredSilence edited(
            StoredSilence before, SilenceDraft draft, @Nullable Instant begun, Instant now, Origin by) {
        StoredSilence silence = new StoredSilence(
                before.silenceId(),
                before.version() + 1,
                kind(draft),
                draft.matchers(),
                begun == null ? start(draft, before.startsAt(), now) : begun,
                end(draft),
                draft.recurrence(),
                Drafts.requireComment(draft.comment()),
                before.createdBy(),
                before.createdAt(),
                by.user(),
                before.replaces());
        // Who made it meant these matchers.
        requireGood(silence, draft.confirmAll() || before.matchers().equals(draft.matchers()), now);
        return silence;
    }

    private static Silence.Kind kind(SilenceDraft draft) {
        return Optional.ofNullable(draft.kind()).orElse(Silence.Kind.SILENCE);
    }

    /// Nothing mutes the past.
    private static Instant start(SilenceDraft draft, @Nullable Instant before, Instant now) {
        Instant wanted = Optional.ofNullable(draft.startsAt())
                .or(() -> Optional.ofNullable(before))
                .orElse(now);
        return wanted.isBefore(now) ? now : wanted.truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant end(SilenceDraft draft) {
        if (draft.endsAt() == null) {
            throw ProblemException.invalid("endsAt is missing: a silence has an end");
        }
        return draft.endsAt().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void requireGood(StoredSilence silence, boolean confirmAll, Instant now) {
        Drafts.requireMatchers("matchers", silence.matchers(), confirmAll);
        Drafts.requireSize("recurrence", silence.recurrence(), 0, Drafts.MAX_WINDOWS);
        if (silence.startsAt().isAfter(now.plus(LONGEST))) {
            throw ProblemException.invalid("startsAt must be within %d days".formatted(LONGEST.toDays()));
        }
        if (!silence.endsAt().isAfter(silence.startsAt()) || !silence.endsAt().isAfter(now)) {
            throw ProblemException.invalid("endsAt must be after startsAt and after now");
        }
        if (silence.endsAt().isAfter(silence.startsAt().plus(LONGEST))) {
            throw ProblemException.invalid("a silence lasts at most %d days".formatted(LONGEST.toDays()));
        }
    }

    private static boolean isSameMuting(StoredSilence before, SilenceDraft draft) {
        Instant start = draft.startsAt();
        return before.matchers().equals(draft.matchers())
                && before.recurrence().equals(draft.recurrence())
                && before.kind() == kind(draft)
                && (start == null || start.truncatedTo(ChronoUnit.MILLIS).equals(before.startsAt()));
    }

    private void requireRoom(Instant now) {
        if (standing(now).size() >= MAX_STANDING) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "there are %,d silences; end one first".formatted(MAX_STANDING));
        }
    }

    private void requireWritten(StoredSilence silence) {
        if (!store.update(silence)) {
            throw Drafts.outdated(
                    "silence " + silence.silenceId(),
                    require(silence.silenceId()).version());
        }
    }

    private void refresh(Instant now) {
        standing = new Standing(store.endingAfter(now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String describe(StoredSilence silence) {
        return "%s %s, %s to %s, %s: %s"
                .formatted(
                        silence.kind() == Silence.Kind.SILENCE ? "silence" : "maintenance window",
                        silence.silenceId(),
                        silence.startsAt(),
                        silence.endsAt(),
                        silence.matchers(),
                        silence.comment());
    }

    private record Standing(List<StoredSilence> silences, LabelIndex<StoredSilence> index) {

        Standing(List<StoredSilence> silences) {
            this(silences, new LabelIndex<>(silences, StoredSilence::matchers));
        }
    }
}
