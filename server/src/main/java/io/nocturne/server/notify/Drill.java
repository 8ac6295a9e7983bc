package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.Notification.State;
import io.nocturne.server.notify.Desk.Workings;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.flow.Heard;
import io.nocturne.server.notify.flow.Hold;
import io.nocturne.server.notify.flow.Item;
import io.nocturne.server.notify.flow.Judge.Verdict;
import io.nocturne.server.notify.flow.Ledger;
import io.nocturne.server.notify.flow.Routing;
import io.nocturne.server.notify.flow.Sending;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// A fire drill: the way of an alert that is none, through the routes and every stage. What would be held back
/// is traced and not sent.
///
/// **Threads** - confined to who holds the desk's lock.
record Drill(Workings works, Supplier<String> ids) {

    void run(Alert alert, Routing routing, Instant now) {
        Ledger ledger = works.ledger();
        ledger.trace(alert.alertId(), null, now, "alert", "drill");
        List<Routing.Choice> choices = routing.choose(alert.labels(), now);
        if (choices.isEmpty()) {
            ledger.trace(alert.alertId(), null, now, "route", "unrouted");
        }
        choices.forEach(choice -> tell(alert, choice, now));
    }

    private void tell(Alert alert, Routing.Choice choice, Instant now) {
        String receiverId = choice.receiver().id();
        String routeId = choice.route().routeId();
        works.ledger().trace(alert.alertId(), receiverId, now, "route", "routed", routeId);
        String group = Routing.groupKey(choice, alert.labels());
        Item item = Item.fresh(receiverId, alert.alertId(), alert.alertId(), group, routeId);
        switch (works.judge().of(item, alert, choice.receiver(), now)) {
            case Verdict.Wait(Hold hold) ->
                works.ledger()
                        .trace(
                                alert.alertId(),
                                receiverId,
                                now,
                                "hold",
                                hold.reason().word(),
                                hold.by(),
                                hold.until() == null ? "" : hold.until().toString());
            case Verdict.Tell tell ->
                works.ledger()
                        .put(new Sending(
                                ids.get(),
                                receiverId,
                                "drill-"
                                        + alert.alertId()
                                                .substring(alert.alertId().length() - 12),
                                Notice.Kind.FIRING,
                                List.of(new Sending.Said(alert.alertId(), Heard.of(alert))),
                                now,
                                now,
                                0,
                                now,
                                State.WAITING,
                                null,
                                null,
                                true,
                                alert));
            case Verdict.Quiet _, Verdict.Still _, Verdict.Over _ -> {
                // An alert that nobody has heard of yet is told or waits.
            }
        }
    }
}
