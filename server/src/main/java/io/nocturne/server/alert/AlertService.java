package io.nocturne.server.alert;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertList;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertSummary;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.TimeRange;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.alert.store.AlertSearch;
import io.nocturne.server.alert.store.AlertStore;
import io.nocturne.server.alert.store.AlertStore.Found;
import io.nocturne.server.alert.store.SlotKey;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/// What people see of alerts and do with them.
///
/// **Errors** - [ProblemException] `not-found`, `conflict` when the alert changed since it was read,
/// `request-invalid`.
/// **Threads** - safe.
class AlertService implements AlertLog, AlertHistory, Acknowledgements {

    static final int MAX_COMMENT = 2_000;
    static final int MAX_AT_ONCE = 500;
    static final long MIN_LEASE_SECONDS = 60;
    static final long MAX_LEASE_SECONDS = 604_800;
    static final long LEASE_SECONDS = 7_200;

    private static final int READ_AT_ONCE = 500;
    /// So many are looked through for labels before an answer says where to go on.
    private static final int MAX_READ = 20_000;

    private final AlertBook book;
    private final AlertStore store;
    private final KnownHosts hosts;
    private final AlertFace face;
    private final AuditLog audit;
    private final Clock clock;

    AlertService(AlertBook book, AlertStore store, KnownHosts hosts, AlertFace face, AuditLog audit, Clock clock) {
        this.book = book;
        this.store = store;
        this.hosts = hosts;
        this.face = face;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<AlertTransition> after(long transitionId, int limit) {
        return store.after(transitionId, limit);
    }

    @Override
    public Optional<Alert> find(String alertId) {
        return id(alertId).flatMap(store::find).map(this::shown);
    }

    @Override
    public List<Alert> open() {
        return shown(book.look(known -> List.copyOf(known.alerts())).stream()
                .filter(alert -> alert.status() == AlertStatus.FIRING || alert.status() == AlertStatus.UNKNOWN)
                .toList());
    }

    @Override
    public List<Alert> firedIn(TimeRange range, int most) {
        return store.firedIn(range, most);
    }

    AlertList list(AlertSearch wanted, List<Matcher> labels, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw ProblemException.invalid("parameter 'limit' must be 1 to %d".formatted(Page.MAX_LIMIT));
        }
        Matchers matchers = matchers(labels);
        List<Alert> page = new ArrayList<>();
        long before = before(cursor);
        int read = 0;
        boolean more = true;
        while (more && page.size() < limit && read < MAX_READ) {
            List<Found> some = store.search(wanted, before, READ_AT_ONCE);
            more = some.size() == READ_AT_ONCE;
            read += some.size();
            for (Found found : some) {
                if (page.size() == limit) {
                    more = true;
                    break;
                }
                before = found.lastTransitionId();
                if (matchers.matches(found.alert().labels())) {
                    page.add(found.alert());
                }
            }
        }
        return new AlertList(clock.instant(), shown(page), more ? Long.toString(before) : null);
    }

    Alert get(UUID alertId) {
        return store.find(alertId).map(this::shown).orElseThrow(() -> unknown(alertId));
    }

    List<AlertTransition> history(UUID alertId) {
        List<AlertTransition> steps = store.history(alertId);
        if (steps.isEmpty()) {
            throw unknown(alertId);
        }
        return steps;
    }

    AlertSummary summary() {
        List<Alert> open = open();
        Map<String, Severity> worst = new HashMap<>();
        open.forEach(alert -> worst.merge(alert.hostId(), alert.severity(), (a, b) -> a.compareTo(b) > 0 ? a : b));
        int hostsCritical = count(List.copyOf(worst.values()), severity -> severity == Severity.CRITICAL);
        int owned = count(open, alert -> alert.acknowledgement() != null);
        int pending =
                book.look(known -> count(List.copyOf(known.alerts()), alert -> alert.status() == AlertStatus.PENDING));
        return new AlertSummary(
                clock.instant(),
                count(open, alert -> alert.severity() == Severity.CRITICAL),
                count(open, alert -> alert.severity() == Severity.WARNING),
                count(open, alert -> alert.status() == AlertStatus.UNKNOWN),
                pending,
                owned,
                open.size() - owned,
                count(open, alert -> !alert.silencedBy().isEmpty()),
                count(open, Alert::flapping),
                store.unseen(),
                hostsCritical,
                worst.size() - hostsCritical,
                Math.max(0, hosts.all().size() - worst.size()));
    }

    /// Takes an alert in hand for a time.
    ///
    /// **Absent** - `version` for the alert as it is now, whatever somebody saw.
    Alert acknowledge(
            UUID alertId, @Nullable Long version, @Nullable String comment, @Nullable Long seconds, Origin by) {
        String remark = comment(comment, false);
        long lease = seconds == null ? LEASE_SECONDS : seconds;
        if (lease < MIN_LEASE_SECONDS || lease > MAX_LEASE_SECONDS) {
            throw ProblemException.invalid(
                    "expiresInSeconds must be %d to %d".formatted(MIN_LEASE_SECONDS, MAX_LEASE_SECONDS));
        }
        return change(alertId, (change, alert) -> {
            if (version != null) {
                requireVersion(alert, version);
            }
            if (!alert.status().isOpen()) {
                throw conflict(alert, "is over, and needs nobody");
            }
            Acknowledgement acknowledgement = new Acknowledgement(
                    by.user(), change.now(), change.now().plusSeconds(lease), alert.severity(), remark);
            change.person(
                    alert,
                    AlertTransition.Type.ACKNOWLEDGED,
                    by.user(),
                    remark,
                    draft -> draft.acknowledged(acknowledgement));
            change.besides(() -> audit.changed(EventKind.ALERT_ACKNOWLEDGED, by, describe(alert)));
        });
    }

    @Override
    public void acknowledge(String alertId, Origin by) {
        UUID id = id(alertId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no alert " + alertId));
        acknowledge(id, null, null, null, by);
    }

    /// Gives an alert back before the time is over; anybody may, because its owner may be away.
    Alert giveBack(UUID alertId, Origin by) {
        return change(alertId, (change, alert) -> {
            if (alert.acknowledgement() == null || !alert.status().isOpen()) {
                throw conflict(alert, "is in nobody's hands");
            }
            change.person(
                    alert, AlertTransition.Type.UNACKNOWLEDGED, by.user(), null, draft -> draft.acknowledged(null));
            change.besides(() -> audit.changed(EventKind.ALERT_GIVEN_BACK, by, describe(alert)));
        });
    }

    Alert comment(UUID alertId, @Nullable String comment, Origin by) {
        String remark = comment(comment, true);
        return change(alertId, (change, alert) -> {
            change.person(alert, AlertTransition.Type.COMMENTED, by.user(), remark, AlertDraft::seen);
            change.besides(() -> audit.changed(EventKind.ALERT_COMMENTED, by, describe(alert)));
        });
    }

    /// Notes that somebody saw alerts that came and went; those that were seen already stay as they are.
    int seen(List<UUID> alertIds, Origin by) {
        requireFew(alertIds.size());
        int[] seen = {0};
        book.update(change -> {
            for (UUID alertId : alertIds) {
                Alert alert = change.find(alertId).orElseThrow(() -> unknown(alertId));
                if (!alert.seen()) {
                    change.person(alert, AlertTransition.Type.SEEN, by.user(), null, AlertDraft::seen);
                    seen[0]++;
                }
            }
            if (seen[0] > 0) {
                change.besides(() -> audit.changed(EventKind.ALERT_SEEN, by, seen[0] + " alerts"));
            }
        });
        return seen[0];
    }

    static void requireFew(int size) {
        if (size < 1 || size > MAX_AT_ONCE) {
            throw ProblemException.invalid("1 to %d alerts at once, not %d".formatted(MAX_AT_ONCE, size));
        }
    }

    private Alert change(UUID alertId, PersonsChange what) {
        Alert[] after = new Alert[1];
        try {
            book.update(change -> {
                Alert alert = change.find(alertId).orElseThrow(() -> unknown(alertId));
                what.make(change, alert);
                after[0] = change.find(alertId).orElse(alert);
            });
        } catch (DuplicateKeyException e) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "alert %s changed at another server; read it again".formatted(alertId));
        }
        return shown(after[0]);
    }

    private Alert shown(Alert alert) {
        return shown(List.of(alert)).getFirst();
    }

    /// With the values that those which are open have now. Costs what is shown, however many are open.
    private List<Alert> shown(List<Alert> alerts) {
        List<Double> values = book.look(
                known -> alerts.stream().map(alert -> value(known, alert)).toList());
        List<Alert> shown = new ArrayList<>(alerts.size());
        for (int i = 0; i < alerts.size(); i++) {
            shown.add(face.of(alerts.get(i), values.get(i)));
        }
        return shown;
    }

    private static double value(AlertBook known, Alert alert) {
        if (!alert.status().isOpen()) {
            return alert.value();
        }
        SeriesKey series = alert.metric() == null ? null : SeriesKey.of(alert.metric(), alert.attributes());
        return known.slot(SlotKey.of(alert.ruleId(), UUID.fromString(alert.hostId()), series))
                .filter(slot -> UUID.fromString(alert.alertId()).equals(slot.alertId()))
                .map(slot -> slot.state().value())
                .orElse(alert.value());
    }

    private static <T> int count(List<T> all, Predicate<T> which) {
        return (int) all.stream().filter(which).count();
    }

    private static Matchers matchers(List<Matcher> labels) {
        try {
            return Matchers.of(labels);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("parameter 'cursor' must be one that an answer of this list gave");
        }
    }

    private static @Nullable String comment(@Nullable String comment, boolean required) {
        if (comment == null || comment.isBlank()) {
            if (required) {
                throw ProblemException.invalid("comment must have 1 to %d characters".formatted(MAX_COMMENT));
            }
            return null;
        }
        try {
            return PlainText.requireShown("comment", comment, MAX_COMMENT);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static void requireVersion(Alert alert, long version) {
        if (alert.version() != version) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "alert %s is at version %d, not %d; read it again"
                            .formatted(alert.alertId(), alert.version(), version));
        }
    }

    private static ProblemException conflict(Alert alert, String why) {
        return new ProblemException(ProblemCode.CONFLICT, "alert %s %s".formatted(alert.alertId(), why));
    }

    private static ProblemException unknown(UUID alertId) {
        return new ProblemException(ProblemCode.NOT_FOUND, "there is no alert " + alertId);
    }

    private static String describe(Alert alert) {
        return "alert %s (%s on %s)".formatted(alert.alertId(), alert.ruleId(), alert.host());
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private interface PersonsChange {

        void make(AlertChange change, Alert alert);
    }
}
