package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds back what another alert explains: whatever a silent host has, and silent hosts behind a silent one.
///
/// **Threads** - as the world's.
public record InhibitStage(World world) implements Stage {

    @Override
    public Optional<Hold> holds(Case news) {
        if (news.news().isEnd()) {
            return Optional.empty();
        }
        return suppressor(news.alert()).flatMap(other -> news.hold(Hold.Reason.SUPPRESSED, other.alertId(), null));
    }

    /// Of all that stands, what another alert explains, and which one: ids by ids.
    public Map<String, String> suppressed() {
        Map<String, String> by = new HashMap<>();
        for (Alert alert : world.all()) {
            if (Heard.of(alert).stands()) {
                suppressor(alert).ifPresent(other -> by.put(alert.alertId(), other.alertId()));
            }
        }
        return by;
    }

    /// The alert that says enough for both.
    Optional<Alert> suppressor(Alert alert) {
        if (world.saysSilent(alert)) {
            return silentAbove(alert.host());
        }
        Optional<Alert> own = world.silent(alert.host());
        return own.isPresent() ? own : Optional.empty();
    }

    /// The silent host furthest above, with none between that reports.
    private Optional<Alert> silentAbove(String host) {
        Set<String> seen = new HashSet<>(Set.of(host));
        Optional<Alert> highest = Optional.empty();
        Optional<String> parent = world.parent(host);
        while (parent.isPresent() && seen.add(parent.get())) {
            Optional<Alert> silent = world.silent(parent.get());
            if (silent.isEmpty()) {
                break;
            }
            highest = silent;
            parent = world.parent(parent.get());
        }
        return highest;
    }
}
