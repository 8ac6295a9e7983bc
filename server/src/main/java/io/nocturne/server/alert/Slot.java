package io.nocturne.server.alert;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.alert.machine.AlertState;
import io.nocturne.server.alert.store.SlotKey;
import io.nocturne.server.alert.store.StateRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where one instance of a rule stands, in memory.
///
/// **Threads** - guarded by the lock of [AlertBook].
final class Slot {

    private final SlotKey key;
    private final @Nullable SeriesKey series;
    private AlertState state;
    private @Nullable UUID alertId;
    private long ruleVersion;
    /// The newest sample that was looked at, quiet ones included.
    private long lastMillis;
    /// Whether `lastAt` of the state is that of the sample before the next: after a start it may be older.
    private boolean exact;
    private boolean quiet;

    Slot(SlotKey key, @Nullable SeriesKey series) {
        this.key = key;
        this.series = series;
        this.state = AlertState.INACTIVE;
        this.lastMillis = Long.MIN_VALUE;
        this.exact = true;
        this.quiet = true;
    }

    static Slot of(StateRow row) {
        Slot slot = new Slot(row.key(), row.series());
        slot.alertId = row.alertId();
        slot.ruleVersion = row.ruleVersion();
        slot.set(row.state());
        slot.exact = false;
        return slot;
    }

    StateRow row() {
        return new StateRow(key, alertId, series, ruleVersion, state);
    }

    SlotKey key() {
        return key;
    }

    @Nullable
    SeriesKey series() {
        return series;
    }

    AlertState state() {
        return state;
    }

    void set(AlertState next) {
        state = next;
        quiet = next.isQuiet();
        if (next.lastAt() != null) {
            lastMillis = Math.max(lastMillis, next.lastAt().toEpochMilli());
        }
    }

    @Nullable
    UUID alertId() {
        return alertId;
    }

    void alert(UUID newest) {
        alertId = newest;
    }

    /// Nothing of it is remembered but when it was seen.
    void clear() {
        set(AlertState.INACTIVE);
        alertId = null;
        exact = true;
    }

    long ruleVersion() {
        return ruleVersion;
    }

    void judgedBy(long version) {
        ruleVersion = version;
    }

    boolean isQuiet() {
        return quiet;
    }

    long lastMillis() {
        return lastMillis;
    }

    void sawQuiet(long millis) {
        if (millis > lastMillis) {
            lastMillis = millis;
        }
    }

    boolean isExact() {
        return exact;
    }

    void exact() {
        exact = true;
    }
}
