package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import io.nocturne.server.alert.store.AlertStore;
import io.nocturne.server.alert.store.SlotKey;
import io.nocturne.server.ingest.Position;
import io.nocturne.server.platform.database.DiskGate;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/// Every instance that is not quiet and its newest alert, in memory and in the database alike. All that
/// changes them passes here, one change at a time, each in one transaction; what is published is in the
/// database.
///
/// When a transaction fails, nobody knows whether it was made: memory is read back from the database before
/// anything else is looked at.
///
/// **Threads** - safe; guarded by `lock`, which is held while a change is written.
final class AlertBook {

    private final AlertStore store;
    private final TransactionTemplate transaction;
    private final Runnable fence;
    private final DiskGate gate;
    private final UnaryOperator<Alert> face;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SlotKey, Slot> slots = new HashMap<>();
    private final Map<UUID, Alert> alerts = new HashMap<>();
    private boolean loaded;
    private long generation;

    /// **Shape** - `fence` is called first in each transaction and throws when this server may not write any
    /// more; `face` shows an alert as it is published.
    AlertBook(
            AlertStore store,
            TransactionTemplate transaction,
            Runnable fence,
            DiskGate gate,
            UnaryOperator<Alert> face,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.fence = fence;
        this.gate = gate;
        this.face = face;
        this.events = events;
        this.clock = clock;
    }

    /// Makes a change.
    ///
    /// **Errors** - whatever `body` or the database throws; then nothing has changed that is not in the
    /// database.
    void update(Consumer<AlertChange> body) {
        update(null, body);
    }

    /// Makes a change and is done with the stream up to a position, in one transaction.
    void update(@Nullable Position through, Consumer<AlertChange> body) {
        lock.lock();
        try {
            load();
            boolean written = false;
            AlertChange change = new AlertChange(this, clock.instant());
            try {
                body.accept(change);
                if (through != null || !change.isEmpty()) {
                    write(change, through);
                }
                written = true;
                change.written();
                List<Alert> changed = change.alerts();
                if (!changed.isEmpty()) {
                    events.publishEvent(
                            new AlertsChanged(changed.stream().map(face).toList()));
                    change.raises().forEach(events::publishEvent);
                }
            } finally {
                // A request that was refused has touched nothing.
                if (!written && (through != null || !change.isEmpty())) {
                    forget();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Publishes alerts again of which something is shown otherwise than before, in turn with their steps.
    ///
    /// **Shape** - `change` makes it so and answers which they are; not asked while memory cannot be read.
    void retell(Supplier<Set<String>> change) {
        look(known -> {
            Set<String> alertIds = change.get();
            List<Alert> shown = known.alerts().stream()
                    .filter(alert -> alertIds.contains(alert.alertId()))
                    .map(face)
                    .toList();
            if (!shown.isEmpty()) {
                events.publishEvent(new AlertsChanged(shown));
            }
            return shown.size();
        });
    }

    /// Looks at what is in memory.
    <T> T look(Function<AlertBook, T> question) {
        lock.lock();
        try {
            load();
            return question.apply(this);
        } finally {
            lock.unlock();
        }
    }

    /// Goes up whenever memory was read anew: slots that were handed out before are nobody's any more.
    long generation() {
        return generation;
    }

    Collection<Slot> slots() {
        return slots.values();
    }

    Optional<Slot> slot(SlotKey key) {
        return Optional.ofNullable(slots.get(key));
    }

    /// The newest alert of each instance.
    Collection<Alert> alerts() {
        return alerts.values();
    }

    /// As it is in memory, or else in the database.
    Optional<Alert> find(UUID alertId) {
        Alert known = alerts.get(alertId);
        return known == null ? store.find(alertId) : Optional.of(known);
    }

    void keep(Slot slot) {
        slots.put(slot.key(), slot);
    }

    void drop(Slot slot) {
        slots.remove(slot.key());
        UUID alertId = slot.alertId();
        if (alertId != null) {
            alerts.remove(alertId);
        }
    }

    void keep(UUID alertId, Alert alert) {
        alerts.put(alertId, alert);
    }

    void letGo(UUID alertId) {
        alerts.remove(alertId);
    }

    boolean isKept(UUID alertId) {
        return alerts.containsKey(alertId);
    }

    private void write(AlertChange change, @Nullable Position through) {
        gate.require();
        transaction.executeWithoutResult(status -> {
            fence.run();
            change.writeTo(store);
            if (through != null) {
                store.done(through);
            }
        });
    }

    private void load() {
        if (loaded) {
            return;
        }
        slots.clear();
        alerts.clear();
        generation++;
        store.states().forEach(row -> slots.put(row.key(), Slot.of(row)));
        store.current().forEach(alert -> alerts.put(UUID.fromString(alert.alertId()), alert));
        loaded = true;
    }

    private void forget() {
        loaded = false;
    }
}
