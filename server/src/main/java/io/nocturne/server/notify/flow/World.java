package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The alerts as they were seen last, and what hosts lie behind which.
///
/// **Threads** - confined to who holds the desk's lock.
public final class World {

    /// After so long without a change nothing comes and goes any more, whatever the alert says.
    private static final Duration FLAPS_AT_MOST = Duration.ofHours(1);

    private final Predicate<Alert> saysSilent;
    private final Hosts hosts;
    private final Map<String, Alert> alerts = new HashMap<>();
    private final Map<String, Alert> newest = new HashMap<>();
    private final Map<String, Alert> silentByHost = new HashMap<>();

    /// **Shape** - `saysSilent` is whether an alert is that its host is silent.
    public World(Predicate<Alert> saysSilent, Hosts hosts) {
        this.saysSilent = saysSilent;
        this.hosts = hosts;
    }

    public void put(Alert alert) {
        alerts.put(alert.alertId(), alert);
        if (saysSilent.test(alert)) {
            if (Heard.of(alert).stands()) {
                silentByHost.put(alert.host(), alert);
            } else {
                silentByHost.computeIfPresent(
                        alert.host(), (_, known) -> known.alertId().equals(alert.alertId()) ? null : known);
            }
        }
        newest.merge(
                instance(alert), alert, (before, now) -> now.pendingAt().isBefore(before.pendingAt()) ? before : now);
    }

    public Optional<Alert> find(String alertId) {
        return Optional.ofNullable(alerts.get(alertId));
    }

    public Collection<Alert> all() {
        return List.copyOf(alerts.values());
    }

    /// The same for each alert of one rule, host and series.
    public static String instance(Alert alert) {
        return Routing.digest(alert.ruleId() + "\n" + alert.hostId() + "\n" + new TreeMap<>(alert.attributes()));
    }

    boolean isFlapping(String instance, Instant now) {
        Alert alert = newest.get(instance);
        return alert != null
                && alert.flapping()
                && alert.changedAt().plus(FLAPS_AT_MOST).isAfter(now);
    }

    boolean saysSilent(Alert alert) {
        return saysSilent.test(alert);
    }

    /// The alert that fires because a host is silent.
    Optional<Alert> silent(String host) {
        return Optional.ofNullable(silentByHost.get(host));
    }

    Optional<String> parent(String host) {
        return hosts.parent(host);
    }

    /// How long to wait for whatever may explain an alert.
    Duration settleTime(Alert alert) {
        return hosts.settleTime(alert.host());
    }

    /// Forgets the alerts that are over and that nobody is to hear of any more.
    public void keepOnly(Set<String> needed, Instant now) {
        alerts.values()
                .removeIf(alert -> Heard.isOver(alert)
                        && !needed.contains(alert.alertId())
                        && alert.changedAt().plus(FLAPS_AT_MOST).isBefore(now));
        newest.values()
                .removeIf(alert -> Heard.isOver(alert)
                        && alert.changedAt().plus(FLAPS_AT_MOST).isBefore(now));
    }

    /// What lies behind what.
    public interface Hosts {

        /// The name of the host that one lies behind.
        Optional<String> parent(String host);

        /// How long it takes at most until the silence of a host above is noticed too.
        Duration settleTime(String host);
    }
}
