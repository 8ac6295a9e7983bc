package io.nocturne.server.notify;

import io.nocturne.model.alert.Routes;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.flow.Roster;
import io.nocturne.server.notify.flow.Routing;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Routes and receivers as they are now, ready to be asked; another one whenever something was changed.
///
/// **Threads** - safe.
final class Directory implements Supplier<Routing> {

    private final RouteList routes;
    private final Receivers receivers;
    private final Roster roster;
    private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

    Directory(RouteList routes, Receivers receivers, Roster roster) {
        this.routes = routes;
        this.receivers = receivers;
        this.roster = roster;
    }

    @Override
    public Routing get() {
        Routes wanted = routes.current();
        List<Party> parties = receivers.all();
        Seen known = seen.get();
        if (known == null || !known.isOf(wanted, parties)) {
            known = new Seen(wanted, parties, new Routing(wanted.routes(), parties, roster));
            seen.set(known);
        }
        return known.routing();
    }

    private record Seen(Routes routes, List<Party> receivers, Routing routing) {

        // Each change makes another list.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Routes wanted, List<Party> parties) {
            return routes == wanted && receivers == parties;
        }
    }
}
