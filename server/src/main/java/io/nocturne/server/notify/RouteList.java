package io.nocturne.server.notify;

import io.nocturne.model.alert.Route;
import io.nocturne.model.alert.Routes;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.store.ReceiverStore;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// The routes, in memory; each change is in the database first.
///
/// **Threads** - safe; one change at a time.
final class RouteList {

    private final ReceiverStore store;
    private final Receivers receivers;
    private final AuditLog audit;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Routes current;

    RouteList(ReceiverStore store, Receivers receivers, AuditLog audit, Clock clock) {
        this.store = store;
        this.receivers = receivers;
        this.audit = audit;
        this.clock = clock;
        this.current = store.routes().orElseGet(() -> new Routes(List.of(Route.everything()), 0, null, null));
    }

    Routes current() {
        return current;
    }

    Routes replace(Routes wanted, Origin by) {
        check(wanted.routes(), receivers.all());
        lock.lock();
        try {
            Routes before = current;
            Routes next = new Routes(wanted.routes(), before.version() + 1, by.user(), clock.instant());
            if (wanted.version() != before.version() || !store.replace(next)) {
                throw new ProblemException(
                        ProblemCode.CONFLICT,
                        "the routes are of version %d now; read them again".formatted(before.version()));
            }
            current = next;
            tell(next, by);
            return next;
        } finally {
            lock.unlock();
        }
    }

    /// Makes the routes those of a file, within the transaction of whoever calls; they count once that is
    /// committed.
    ///
    /// **Shape** - what `wanted` calls by name is looked up among the receivers, those of the same transaction
    /// too.
    void put(List<Route> wanted, Origin by) {
        lock.lock();
        try {
            List<Party> known = receivers.drafted();
            List<Route> routes =
                    wanted.stream().map(route -> byId(route, known)).toList();
            check(routes, known);
            Routes before = current;
            if (before.routes().equals(routes)) {
                return;
            }
            Routes next = new Routes(routes, before.version() + 1, by.user(), clock.instant());
            if (!store.replace(next)) {
                throw new ProblemException(
                        ProblemCode.CONFLICT, "the routes were changed by another server at this moment; try again");
            }
            UntilCommitted.keep(lock, () -> current = next, () -> {});
            tell(next, by);
        } finally {
            lock.unlock();
        }
    }

    private void tell(Routes next, Origin by) {
        audit.changed(
                EventKind.ROUTES_CHANGED,
                by,
                "%d routes, version %d".formatted(next.routes().size(), next.version()));
    }

    private static Route byId(Route route, List<Party> known) {
        return new Route(
                route.routeId(),
                route.name(),
                route.matchers(),
                ids(route.receivers(), known),
                route.goesOn(),
                route.active(),
                route.groupBy(),
                route.groupWaitSeconds(),
                route.groupIntervalSeconds(),
                route.repeatSeconds(),
                route.escalateAfterMinutes(),
                ids(route.escalateTo(), known));
    }

    private static List<String> ids(List<String> names, List<Party> known) {
        return names.stream()
                .map(name -> known.stream()
                        .filter(party -> party.receiver().name().equals(name))
                        .map(Party::id)
                        .findFirst()
                        .orElse(name))
                .toList();
    }

    private static void check(List<Route> routes, List<Party> receivers) {
        if (routes.size() > RouteCheck.MAX_ROUTES) {
            throw ProblemException.invalid("routes may have at most %d".formatted(RouteCheck.MAX_ROUTES));
        }
        Set<String> known = receivers.stream().map(Party::id).collect(Collectors.toSet());
        known.add(Route.EVERYBODY);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            List<SettingFault> faults = RouteCheck.faults(routes.get(i), known::contains);
            if (!faults.isEmpty()) {
                SettingFault first = faults.getFirst();
                throw ProblemException.invalid("routes[%d].%s %s".formatted(i, first.key(), first.message()));
            }
            if (!ids.add(routes.get(i).routeId())) {
                throw ProblemException.invalid("routes[%d].routeId is that of another route too".formatted(i));
            }
        }
    }
}
