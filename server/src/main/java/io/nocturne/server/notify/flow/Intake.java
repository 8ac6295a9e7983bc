package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.server.notify.flow.Routing.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Brings what happens to alerts to those that are to hear of it.
///
/// **Threads** - confined to who holds the desk's lock.
public final class Intake {

    private static final String STAGE = "route";

    private final World world;
    private final Ledger ledger;

    public Intake(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    /// A step that an alert took; the alert as it is now is in the world.
    public void take(AlertTransition step, Routing routing, Instant now) {
        Optional<Alert> found = world.find(step.alertId());
        AlertTransition.Type type = step.type();
        if (found.isEmpty() || found.get().late() || type == null) {
            return;
        }
        Alert alert = found.get();
        switch (type) {
            case FIRING, ESCALATED -> {
                traced(step);
                route(alert, routing, now);
            }
            case EASED, RESOLVED, UNKNOWN, KNOWN, ENDED, FLAPPING, STEADY, ACKNOWLEDGED, UNACKNOWLEDGED -> traced(step);
            case EXPIRED, REOPENED -> {
                traced(step);
                ledger.ofAlert(alert.alertId()).stream()
                        .filter(item -> item.heard().stands())
                        .forEach(item -> ledger.put(item.nudged(Item.Nudge.REOPENED)));
            }
            case PENDING, CALMED, COMMENTED, SEEN -> {
                // Nobody is told of these.
            }
        }
    }

    /// Asks the routes again for what stands and was for nobody, or was for others who were on call.
    public void routeAgain(Routing routing, Instant now) {
        boolean asksWhoIsOnCall = routing.asksWhoIsOnCall();
        world.all().stream()
                .filter(alert -> !alert.late() && Heard.of(alert).stands())
                .forEach(alert -> {
                    boolean isNobodys = ledger.ofAlert(alert.alertId()).isEmpty();
                    if (isNobodys || asksWhoIsOnCall) {
                        routing.choose(alert.labels(), now).stream()
                                .filter(choice ->
                                        isNobodys || choice.receiver().duty().user() != null)
                                .forEach(choice -> add(
                                        alert,
                                        choice,
                                        isNobodys ? "routed" : "handedOver",
                                        choice.route().routeId(),
                                        now));
                    }
                });
    }

    /// Tells others of what nobody acknowledges.
    public void escalate(Routing routing, Instant now) {
        for (Item item : ledger.items()) {
            routing.route(item.routeId())
                    .filter(route -> route.escalateAfterMinutes() != null && item.hold() == null)
                    .ifPresent(route -> {
                        Duration wait = Duration.ofMinutes(
                                route.escalateAfterMinutes() == null ? 0 : route.escalateAfterMinutes());
                        world.find(item.alertId())
                                .filter(alert -> isUnanswered(alert, wait, now))
                                .ifPresent(alert -> routing.escalation(route, now)
                                        .forEach(
                                                choice -> add(alert, choice, "escalated", "" + wait.toMinutes(), now)));
                    });
        }
    }

    private static boolean isUnanswered(Alert alert, Duration wait, Instant now) {
        Instant fired = alert.firedAt();
        return fired != null
                && Heard.of(alert).stands()
                && !AcknowledgedStage.covers(alert, now)
                && !fired.plus(wait).isAfter(now);
    }

    private void route(Alert alert, Routing routing, Instant now) {
        List<Choice> choices = routing.choose(alert.labels(), now);
        if (choices.isEmpty() && ledger.ofAlert(alert.alertId()).isEmpty()) {
            ledger.trace(alert.alertId(), null, now, STAGE, "unrouted");
        }
        choices.forEach(choice -> add(alert, choice, "routed", choice.route().routeId(), now));
    }

    private void add(Alert alert, Choice choice, String code, String argument, Instant now) {
        String receiverId = choice.receiver().id();
        if (ledger.item(receiverId, alert.alertId()).isEmpty()) {
            String group = Routing.groupKey(choice, alert.labels());
            ledger.put(Item.fresh(
                    receiverId,
                    alert.alertId(),
                    World.instance(alert),
                    group,
                    choice.route().routeId()));
            ledger.trace(alert.alertId(), receiverId, now, STAGE, code, argument);
            endVacancy(receiverId, alert, now);
        }
    }

    /// Somebody came on call for what was told to nobody.
    private void endVacancy(String receiverId, Alert alert, Instant now) {
        if (Party.userOf(receiverId).isPresent()) {
            ledger.item(Party.receiverOf(receiverId), alert.alertId())
                    .filter(item -> item.hold() != null && item.hold().reason() == Hold.Reason.NOBODY_ON_CALL)
                    .ifPresent(item -> ledger.put(item.closed(now)));
        }
    }

    private void traced(AlertTransition step) {
        String code = String.valueOf(step.type()).toLowerCase(Locale.ROOT);
        String by = step.by() == null ? "" : step.by();
        ledger.trace(
                step.alertId(),
                null,
                step.recordedAt(),
                "alert",
                code,
                step.severity() == null ? "" : step.severity().name().toLowerCase(Locale.ROOT),
                by);
    }
}
