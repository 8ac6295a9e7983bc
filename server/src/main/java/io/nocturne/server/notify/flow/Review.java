package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.flow.Hold.Reason;
import io.nocturne.server.notify.flow.Judge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at everything on its way: what may be told now, what is held back and why, and what is over.
///
/// **Threads** - confined to who holds the desk's lock.
public final class Review {

    /// As long as what comes again is held back, and a while.
    private static final Duration CLOSED_KEPT = Duration.ofMinutes(10);

    private final World world;
    private final Ledger ledger;
    private final Judge judge;

    public Review(World world, Ledger ledger, Judge judge) {
        this.world = world;
        this.ledger = ledger;
        this.judge = judge;
    }

    /// News that may be told.
    public record Due(Item item, Alert alert, News news) {}

    /// **Shape** - `sending` are the alerts that are being told to each receiver this moment: nothing is
    /// decided of them.
    public List<Due> look(Routing routing, Set<Item.Key> sending, Instant now) {
        List<Due> due = new ArrayList<>();
        for (Item item : ledger.items()) {
            if (!sending.contains(item.key())) {
                look(item, routing, now).ifPresent(due::add);
            }
        }
        return due;
    }

    private Optional<Due> look(Item item, Routing routing, Instant now) {
        Optional<Alert> alert = world.find(item.alertId());
        Optional<Party> receiver = routing.receiver(item.receiverId());
        if (alert.isEmpty() || receiver.isEmpty() || isForgotten(item, now)) {
            ledger.remove(item);
            return Optional.empty();
        }
        if (item.isClosed()) {
            return Optional.empty();
        }
        return switch (judge.of(item, alert.get(), receiver.get(), now)) {
            case Verdict.Quiet() -> quiet(item);
            case Verdict.Tell(News news) -> Optional.of(new Due(free(item, now), alert.get(), news));
            case Verdict.Wait(Hold hold) -> held(item, hold, now);
            case Verdict.Still() -> {
                ledger.put(item.nudged(Item.Nudge.STILL).released(now));
                yield Optional.empty();
            }
            case Verdict.Over over -> over(item, over, now);
        };
    }

    private boolean isForgotten(Item item, Instant now) {
        Instant closed = item.closedAt();
        return closed != null && closed.plus(CLOSED_KEPT).isBefore(now) && !world.isFlapping(item.instance(), now);
    }

    private Optional<Due> quiet(Item item) {
        if (item.since() != null || item.hold() != null || item.nudge() != null) {
            ledger.put(item.quiet());
        }
        return Optional.empty();
    }

    private Item free(Item item, Instant now) {
        Hold hold = item.hold();
        Item freed = item;
        if (hold != null && hold.reason() != Reason.BUDGET) {
            boolean wasLong = hold.reason() == Reason.SILENCED || hold.reason() == Reason.QUIET_HOURS;
            freed = wasLong ? item.released(now) : item.withHold(null);
            ledger.trace(
                    item.alertId(),
                    item.receiverId(),
                    now,
                    "hold",
                    "released",
                    hold.reason().word(),
                    hold.by());
        }
        freed = freed.since() == null ? freed.withSince(now) : freed;
        ledger.put(freed);
        return freed;
    }

    private Optional<Due> held(Item item, Hold hold, Instant now) {
        Item known = item.since() == null ? item.withSince(now) : item;
        Hold before = item.hold();
        if (before != null && hold.isSame(before)) {
            ledger.put(known.withHold(new Hold(hold.reason(), hold.by(), before.since(), hold.until())));
        } else {
            ledger.put(known.withHold(hold));
            ledger.trace(
                    item.alertId(),
                    item.receiverId(),
                    now,
                    "hold",
                    hold.reason().word(),
                    hold.by(),
                    hold.until() == null ? "" : hold.until().toString());
        }
        return Optional.empty();
    }

    private Optional<Due> over(Item item, Verdict.Over over, Instant now) {
        ledger.put(item.closed(now));
        Hold missed = over.missed();
        if (missed != null) {
            ledger.missed(item, missed, now);
            ledger.trace(
                    item.alertId(),
                    item.receiverId(),
                    now,
                    "hold",
                    "cameAndWent",
                    missed.reason().word(),
                    missed.by());
            if (missed.reason() == Reason.BUDGET) {
                ledger.put(ledger.lane(item.receiverId()).missed());
            }
        }
        return Optional.empty();
    }

    /// What stands and may be told again.
    public List<Due> repeats(AlertGroup group, Routing routing, Instant now) {
        List<Due> due = new ArrayList<>();
        for (Item item : ledger.ofGroup(group.receiverId(), group.groupKey())) {
            Optional<Alert> alert = world.find(item.alertId());
            Optional<Party> receiver = routing.receiver(item.receiverId());
            if (alert.isPresent() && receiver.isPresent() && judge.mayRepeat(item, alert.get(), receiver.get(), now)) {
                due.add(new Due(item, alert.get(), new News(Heard.of(alert.get()), Notice.Kind.REPEATED)));
            }
        }
        return due;
    }
}
