package io.nocturne.server.notify;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Route;
import io.nocturne.model.alert.Routes;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.store.ReceiverStore;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The routes, in memory; each change is in the database first.
///
/// **Threads** - safe; one change at a time.
final class RouteList {

    static final int MAX_ROUTES = 200;
    static final int MAX_ENTRIES = 20;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MAX_NAME = 100;
    private static final long MOST_WAIT = 600;
    private static final long MOST_REPEAT = 604_800;
    private static final int MOST_MINUTES = 1_440;

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
        check(wanted.routes());
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
            audit.changed(
                    EventKind.ROUTES_CHANGED,
                    by,
                    "%d routes, version %d".formatted(next.routes().size(), next.version()));
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void check(List<Route> routes) {
        if (routes.size() > MAX_ROUTES) {
            throw invalid("routes may have at most %d".formatted(MAX_ROUTES));
        }
        Set<String> known = receivers.all().stream().map(party -> party.id()).collect(Collectors.toSet());
        known.add(Route.EVERYBODY);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            check("routes[%d]".formatted(i), routes.get(i), known);
            if (!ids.add(routes.get(i).routeId())) {
                throw invalid("routes[%d].routeId is that of another route too".formatted(i));
            }
        }
    }

    private static void check(String where, Route route, Set<String> known) {
        if (route.routeId() == null || !ID.matcher(route.routeId()).matches()) {
            throw invalid("%s.routeId must match %s".formatted(where, ID));
        }
        checkText(where + ".name", route.name() == null ? "" : route.name(), MAX_NAME);
        checkSize(where + ".matchers", route.matchers());
        checkSize(where + ".receivers", route.receivers());
        checkSize(where + ".active", route.active());
        checkSize(where + ".groupBy", route.groupBy() == null ? List.of() : route.groupBy());
        checkSize(where + ".escalateTo", route.escalateTo());
        if (route.groupBy() != null) {
            route.groupBy().forEach(label -> checkText(where + ".groupBy", label, Matcher.MAX_NAME));
        }
        try {
            Matchers.of(route.matchers());
        } catch (IllegalArgumentException e) {
            throw invalid("%s.matchers: %s".formatted(where, e.getMessage()));
        }
        checkKnown(where + ".receivers", route.receivers(), known);
        checkKnown(where + ".escalateTo", route.escalateTo(), known);
        checkTime(where + ".groupWaitSeconds", route.groupWaitSeconds(), 0, MOST_WAIT);
        checkTime(where + ".groupIntervalSeconds", route.groupIntervalSeconds(), 0, MOST_REPEAT);
        checkTime(where + ".repeatSeconds", route.repeatSeconds(), 60, MOST_REPEAT);
        if (route.escalateAfterMinutes() != null) {
            checkTime(where + ".escalateAfterMinutes", (long) route.escalateAfterMinutes(), 1, MOST_MINUTES);
        }
    }

    private static void checkText(String where, String text, int most) {
        try {
            PlainText.require(where, text, most);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static void checkSize(String where, List<?> list) {
        if (list.size() > MAX_ENTRIES) {
            throw invalid("%s may have at most %d".formatted(where, MAX_ENTRIES));
        }
    }

    private static void checkKnown(String where, List<String> ids, Set<String> known) {
        if (!known.containsAll(ids)) {
            throw invalid("%s must hold ids of receivers, or %s for all".formatted(where, Route.EVERYBODY));
        }
    }

    private static void checkTime(String where, @Nullable Long value, long least, long most) {
        if (value == null || value < least || value > most) {
            throw invalid("%s must be %d to %d".formatted(where, least, most));
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail);
    }
}
