package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.flow.Roster;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Messages that say that they are a test, and alerts that are none.
///
/// **Threads** - safe.
record TestNotice(Outgoing outgoing, Roster roster, Supplier<String> ids, Supplier<String> serverUrl, Clock clock) {

    /// Sends one now, whatever else is on its way; to each of those who are on call if it tells them.
    ///
    /// **Shape** - the first that failed, or else the last.
    Result send(Party receiver) {
        Result result = new Result(false, "nobody is on call who can be reached", null);
        for (Party party : roster.at(receiver, clock.instant())) {
            if (!party.duty().isVacant()) {
                result = sendTo(party);
                if (!result.delivered()) {
                    return result;
                }
            }
        }
        return result;
    }

    private Result sendTo(Party receiver) {
        Notice notice = notice(receiver, "test", Notice.Kind.TEST, id -> sample("test-" + id), null);
        Address address = new Address(receiver.id(), receiver.settings(), Map.of());
        return switch (outgoing.deliver(receiver.receiver().typeId(), notice, address)) {
            case Delivery.Delivered delivered -> new Result(true, delivered.answer(), null);
            case Delivery.RetryLater later ->
                new Result(
                        false,
                        later.cause(),
                        later.after() == null ? null : later.after().toSeconds());
            case Delivery.Rejected rejected -> new Result(false, rejected.cause(), null);
        };
    }

    /// A message about one alert, of a group of its own.
    Notice notice(
            Party receiver,
            String group,
            Notice.Kind kind,
            Function<String, Notice.Item> item,
            Notice.@Nullable Repeat repeat) {
        String id = ids.get();
        return new Notice(
                id,
                group + "-" + id,
                kind,
                receiver.language(),
                receiver.zone(),
                clock.instant(),
                List.of(item.apply(id)),
                0,
                0,
                false,
                false,
                repeat,
                serverUrl.get(),
                null,
                null);
    }

    /// An alert that nothing raised.
    Notice.Item sample(String alertId) {
        Map<String, String> labels = Map.of("alertname", "test", "host", "example");
        return new Notice.Item(alert(alertId, labels, Severity.WARNING), null, null, null, null);
    }

    /// An alert of no rule, which fires since now.
    Alert alert(String alertId, Map<String, String> labels, Severity severity) {
        Instant now = clock.instant();
        Map<String, String> all = new HashMap<>(labels);
        all.putIfAbsent("alertname", "drill");
        all.putIfAbsent("host", "drill");
        all.put("severity", severity == Severity.CRITICAL ? "critical" : "warning");
        String name = all.getOrDefault("alertname", "drill");
        return new Alert(
                alertId,
                1,
                name,
                name,
                "",
                all.getOrDefault("host", "drill"),
                null,
                Map.of(),
                all,
                AlertStatus.FIRING,
                severity,
                false,
                false,
                0,
                null,
                null,
                now,
                now,
                null,
                now,
                null,
                null,
                null,
                null,
                false,
                List.of(),
                null,
                null,
                null,
                null);
    }

    /// What the receiver said.
    ///
    /// **Absent** - `retryAfterSeconds` unless it asked to come later.
    record Result(
            boolean delivered, String answer, @Nullable Long retryAfterSeconds) {}
}
