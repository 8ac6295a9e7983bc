package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.server.alert.machine.AlertState;
import io.nocturne.server.alert.machine.Step;
import io.nocturne.server.alert.machine.Step.Change;
import io.nocturne.server.alert.store.AlertStore;
import io.nocturne.server.alert.store.NewStep;
import io.nocturne.server.alert.store.SlotKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Everything that changes in one transaction.
///
/// **Threads** - confined to the holder of the book's lock.
final class AlertChange {

    private final AlertBook book;
    private final Instant now;
    private final Set<Slot> dirty = new LinkedHashSet<>();
    private final Set<SlotKey> forgotten = new LinkedHashSet<>();
    private final Map<UUID, Alert> changed = new LinkedHashMap<>();
    private final List<NewStep> steps = new ArrayList<>();
    private final List<Runnable> besides = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    AlertChange(AlertBook book, Instant now) {
        this.book = book;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    AlertBook book() {
        return book;
    }

    /// Takes a step of the machine.
    ///
    /// **Absent** - `subject` when there is no rule for the instance any more; `by` unless a person caused it.
    void step(Slot slot, Step step, @Nullable Subject subject, @Nullable String by) {
        AlertState before = slot.state();
        for (Change change : step.changes()) {
            happened(slot, change, subject, by, step.state().flapping());
        }
        slot.set(step.state());
        if (!step.changes().isEmpty() || !step.state().isSameButNewer(before)) {
            if (subject != null) {
                slot.judgedBy(subject.rule().rule().version());
            }
            changed(slot);
        }
    }

    /// Writes what is remembered of an instance though no step was taken.
    void changed(Slot slot) {
        book.keep(slot);
        dirty.add(slot);
        forgotten.remove(slot.key());
    }

    /// An instance of which nothing need be remembered.
    void forget(Slot slot) {
        book.drop(slot);
        slot.clear();
        dirty.remove(slot);
        forgotten.add(slot.key());
    }

    int forgotten() {
        return forgotten.size();
    }

    /// An alert that came and went while nobody could know.
    void late(Subject subject, List<Change> changes) {
        UUID alertId = UUID.randomUUID();
        Alert alert = AlertDraft.begin(alertId, subject, changes.getFirst().at(), true, false);
        for (Change change : changes) {
            alert = write(alertId, new AlertDraft(alert, now).apply(change, subject, null), change, null);
        }
    }

    /// What a person did with an alert.
    void person(
            Alert alert,
            AlertTransition.Type type,
            @Nullable String by,
            @Nullable String comment,
            UnaryOperator<AlertDraft> what) {
        UUID alertId = UUID.fromString(alert.alertId());
        Alert after = what.apply(new AlertDraft(alert, now)).done();
        steps.add(new NewStep(alertId, (int) after.version(), type, now, now, after.severity(), null, by, comment));
        put(alertId, after);
    }

    Optional<Alert> find(UUID alertId) {
        Alert mine = changed.get(alertId);
        return mine == null ? book.find(alertId) : Optional.of(mine);
    }

    /// Has something else done in the same transaction, after all this is written.
    void besides(Runnable what) {
        besides.add(what);
    }

    boolean isEmpty() {
        return dirty.isEmpty() && forgotten.isEmpty() && steps.isEmpty() && besides.isEmpty();
    }

    List<Alert> alerts() {
        return List.copyOf(changed.values());
    }

    /// The steps at which live alerts were raised or got worse.
    List<Raised> raises() {
        List<Raised> raises = new ArrayList<>();
        for (NewStep step : steps) {
            Alert alert = changed.get(step.alertId());
            if ((step.type() == AlertTransition.Type.FIRING || step.type() == AlertTransition.Type.ESCALATED)
                    && alert != null
                    && !alert.late()) {
                raises.add(new Raised(alert, step.number(), step.at()));
            }
        }
        return raises;
    }

    /// Has something done once all of it is in the database; never for a change that failed.
    void afterwards(Runnable what) {
        afterwards.add(what);
    }

    void written() {
        afterwards.forEach(Runnable::run);
    }

    void writeTo(AlertStore store) {
        store.write(changed.values(), steps);
        dirty.forEach(slot -> store.write(slot.row()));
        forgotten.forEach(store::forget);
        besides.forEach(Runnable::run);
    }

    private void happened(Slot slot, Change change, @Nullable Subject subject, @Nullable String by, boolean flapping) {
        boolean begins = change.type() == AlertTransition.Type.PENDING
                || (change.type() == AlertTransition.Type.FIRING
                        && current(slot)
                                .filter(alert -> alert.status().isOpen())
                                .isEmpty());
        if (begins && subject != null) {
            UUID former = slot.alertId();
            if (former != null) {
                book.letGo(former);
            }
            UUID alertId = UUID.randomUUID();
            slot.alert(alertId);
            book.keep(alertId, AlertDraft.begin(alertId, subject, change.at(), false, flapping));
        }
        Optional<Alert> alert = current(slot);
        if (alert.isEmpty()) {
            return; // of an alert that was deleted as old: nobody looks at it any more
        }
        UUID alertId = UUID.fromString(alert.get().alertId());
        Alert after = write(alertId, new AlertDraft(alert.get(), now).apply(change, subject, by), change, by);
        if (AlertDraft.outgrows(after, change.type())) {
            String owner = after.acknowledgement() == null
                    ? null
                    : after.acknowledgement().owner();
            person(after, AlertTransition.Type.REOPENED, owner, null, draft -> draft.acknowledged(null));
        }
    }

    private Optional<Alert> current(Slot slot) {
        return Optional.ofNullable(slot.alertId()).flatMap(this::find);
    }

    private Alert write(UUID alertId, AlertDraft draft, Change change, @Nullable String by) {
        Alert after = draft.done();
        // Neither comes of a value that was seen.
        boolean ofNoValue =
                change.type() == AlertTransition.Type.UNKNOWN || change.type() == AlertTransition.Type.ENDED;
        steps.add(new NewStep(
                alertId,
                (int) after.version(),
                change.type(),
                change.at(),
                now,
                change.severity(),
                ofNoValue ? null : change.value(),
                by,
                null));
        put(alertId, after);
        return after;
    }

    private void put(UUID alertId, Alert after) {
        changed.put(alertId, after);
        if (book.isKept(alertId)) {
            book.keep(alertId, after);
        }
    }
}
