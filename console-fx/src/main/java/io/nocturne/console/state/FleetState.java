package io.nocturne.console.state;

import io.nocturne.console.net.Answer;
import io.nocturne.console.net.Ask;
import io.nocturne.console.net.Asking;
import io.nocturne.console.net.Live;
import io.nocturne.console.net.LivePhase;
import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Every host and its newest values, kept true by the live connection and refreshed whole at each connect.
///
/// **Threads** - safe; `lock` guards all fields.
public final class FleetState implements Live.Listener {

    static final String SUBSCRIPTION = "fleet";

    private static final Comparator<HostNow> BY_NAME = Comparator.comparing(
                    (HostNow now) -> now.host().name())
            .thenComparing(now -> now.host().hostId());

    private final Live live;
    private final Asking asking;
    private final Executor io;
    private final Changes changes = new Changes();
    private final Object lock = new Object();

    private final Map<String, HostSummary> hosts = new HashMap<>();
    private final Map<String, HostLoad> loads = new HashMap<>();
    private final Layouts layouts = new Layouts();
    private boolean known;
    private @Nullable Answer<HostList> failure;

    public FleetState(Live live, Asking asking, Executor io) {
        this.live = live;
        this.asking = asking;
        this.io = io;
    }

    /// Orders the fleet's values; the list itself comes at each connect.
    public void start() {
        live.subscribe(new LiveRequest.Subscribe(SUBSCRIPTION, List.of(), HostLoad.METRICS));
    }

    public Changes changes() {
        return changes;
    }

    /// Asks for the list anew.
    public void reload() {
        io.execute(() -> take(asking.ask(Ask.hosts())));
    }

    public Fleet snapshot() {
        synchronized (lock) {
            if (!known && failure == null) {
                return Fleet.UNKNOWN;
            }
            List<HostNow> now = hosts.values().stream()
                    .map(host -> new HostNow(host, loads.get(host.hostId())))
                    .sorted(BY_NAME)
                    .toList();
            return new Fleet(now, known, failure);
        }
    }

    @Override
    public void phase(LivePhase phase) {
        if (phase instanceof LivePhase.Open) {
            reload();
        }
    }

    @Override
    public void received(LiveMessage message) {
        boolean changed = switch (message) {
            case LiveMessage.HostChanged host -> put(host.host());
            case LiveMessage.LayoutDeclared declared -> declare(declared);
            case LiveMessage.SampleTick tick -> take(tick);
            case LiveMessage.SamplesMissed _,
                    LiveMessage.AlertChanged _,
                    LiveMessage.AlertsMissed _,
                    LiveMessage.Notified _,
                    LiveMessage.Hello _,
                    LiveMessage.Heartbeat _,
                    LiveMessage.Problem _ -> false;
        };
        if (changed) {
            changes.fire();
        }
    }

    private void take(Answer<HostList> answer) {
        synchronized (lock) {
            if (answer instanceof Answer.Ok<HostList> ok) {
                known = true;
                failure = null;
                hosts.clear();
                ok.value().hosts().forEach(host -> hosts.put(host.hostId(), host));
                loads.keySet().retainAll(hosts.keySet());
            } else {
                failure = answer;
            }
        }
        changes.fire();
    }

    private boolean put(HostSummary host) {
        synchronized (lock) {
            hosts.put(host.hostId(), host);
            return true;
        }
    }

    private boolean declare(LiveMessage.LayoutDeclared declared) {
        if (SUBSCRIPTION.equals(declared.subscription())) {
            synchronized (lock) {
                layouts.declare(declared);
            }
        }
        return false;
    }

    private boolean take(LiveMessage.SampleTick tick) {
        if (!SUBSCRIPTION.equals(tick.subscription())) {
            return false;
        }
        synchronized (lock) {
            HostLoad before = loads.get(tick.hostId());
            if (before != null && before.time().isAfter(tick.time())) {
                return false;
            }
            layouts.of(tick)
                    .ifPresent(layout -> loads.put(tick.hostId(), HostLoad.of(tick.time(), layout, tick.values())));
            return true;
        }
    }
}
