package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Route;
import io.nocturne.server.platform.calendar.WeeklyTimes;
import io.nocturne.server.platform.match.Matchers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The routes, ready to be asked.
///
/// **Threads** - immutable.
public final class Routing {

    private final List<Compiled> routes;
    private final Map<String, Party> receivers;
    private final Roster roster;

    /// **Errors** - [IllegalArgumentException] for an expression that is none.
    public Routing(List<Route> routes, List<Party> receivers, Roster roster) {
        this.routes = routes.stream()
                .map(route -> new Compiled(route, Matchers.of(route.matchers())))
                .toList();
        this.receivers = new LinkedHashMap<>();
        receivers.forEach(receiver -> this.receivers.put(receiver.id(), receiver));
        this.roster = roster;
    }

    /// Who is told of an alert with these labels at a time, and by which route: each receiver once, by the
    /// first route that names it.
    public List<Choice> choose(Map<String, String> labels, Instant at) {
        Map<String, Choice> chosen = new LinkedHashMap<>();
        for (Compiled each : routes) {
            if (takes(each, labels, at)) {
                known(each.route().receivers(), at)
                        .forEach(receiver -> chosen.putIfAbsent(receiver.id(), new Choice(receiver, each.route())));
                if (!Boolean.TRUE.equals(each.route().goesOn())) {
                    break;
                }
            }
        }
        return List.copyOf(chosen.values());
    }

    /// Why each route takes an alert or not, until the one that ends it.
    public List<Asked> explain(Map<String, String> labels, Instant at) {
        List<Asked> asked = new ArrayList<>();
        for (Compiled each : routes) {
            Route route = each.route();
            boolean matches = each.matchers().matches(labels);
            boolean isActive = isActive(route, at);
            List<String> names = matches && isActive
                    ? known(route.receivers(), at).stream().map(Party::id).toList()
                    : List.of();
            asked.add(new Asked(route.routeId(), matches, isActive, names));
            if (matches && isActive && !Boolean.TRUE.equals(route.goesOn())) {
                break;
            }
        }
        return asked;
    }

    /// Whom a route tells at a time when nobody acknowledges.
    public List<Choice> escalation(Route route, Instant at) {
        return known(route.escalateTo(), at).stream()
                .map(receiver -> new Choice(receiver, route))
                .toList();
    }

    public Optional<Route> route(String routeId) {
        return routes.stream()
                .map(Compiled::route)
                .filter(route -> route.routeId().equals(routeId))
                .findFirst();
    }

    public Optional<Party> receiver(String receiverId) {
        Optional<Party> known = Optional.ofNullable(receivers.get(Party.receiverOf(receiverId)));
        return Party.userOf(receiverId)
                .map(user -> known.flatMap(receiver -> roster.person(receiver, user)))
                .orElse(known);
    }

    /// Whether what a route takes, or who is told, depends on the time.
    public boolean dependsOnTime() {
        return asksWhoIsOnCall()
                || routes.stream().anyMatch(each -> !each.route().active().isEmpty());
    }

    boolean asksWhoIsOnCall() {
        return receivers.values().stream().anyMatch(receiver -> receiver.duty().isAsked());
    }

    /// The group that an alert belongs to for a receiver, the same word for the same group.
    public static String groupKey(Choice choice, Map<String, String> labels) {
        TreeMap<String, String> values = new TreeMap<>();
        List<String> groupBy = choice.route().groupBy();
        if (groupBy != null) {
            groupBy.forEach(label -> values.put(label, labels.getOrDefault(label, "")));
        }
        return digest(choice.receiver().id() + "\n" + choice.route().routeId() + "\n" + values);
    }

    /// 32 hex digits.
    public static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static boolean takes(Compiled each, Map<String, String> labels, Instant at) {
        return isActive(each.route(), at) && each.matchers().matches(labels);
    }

    private static boolean isActive(Route route, Instant at) {
        return route.active().isEmpty() || WeeklyTimes.covers(route.active(), at);
    }

    private List<Party> known(List<String> ids, Instant at) {
        Stream<Party> named = ids.contains(Route.EVERYBODY)
                ? receivers.values().stream().filter(Party::isEnabled)
                : ids.stream().flatMap(id -> Optional.ofNullable(receivers.get(id)).stream());
        return named.flatMap(receiver -> roster.at(receiver, at).stream()).toList();
    }

    private record Compiled(Route route, Matchers matchers) {}

    /// A receiver, and the route that chose it.
    public record Choice(Party receiver, Route route) {}

    /// What a route said.
    public record Asked(String routeId, boolean matches, boolean isActive, List<String> receivers) {}
}
