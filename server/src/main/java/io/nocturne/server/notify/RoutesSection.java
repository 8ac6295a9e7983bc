package io.nocturne.server.notify;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Route;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.rule.AlertsFileSection;
import io.nocturne.server.rule.FileNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The routes in `alerts.yml`: all of them, in their order, with receivers by name.
///
/// **Threads** - stateless.
final class RoutesSection implements AlertsFileSection {

    private static final List<String> KEYS = List.of(
            "id",
            "name",
            "matchers",
            "receivers",
            "continue",
            "active",
            "group_by",
            "group_wait",
            "group_interval",
            "repeat",
            "escalate_after",
            "escalate_to");
    private static final Map<String, String> KEY_OF = Map.of(
            "routeId", "id",
            "groupBy", "group_by",
            "groupWaitSeconds", "group_wait",
            "groupIntervalSeconds", "group_interval",
            "repeatSeconds", "repeat",
            "escalateAfterMinutes", "escalate_after",
            "escalateTo", "escalate_to");
    private static final int MAX_TEXT = 200;
    private static final long MINUTE = 60;

    private final KnownReceivers known;
    private final BiConsumer<List<Route>, Origin> writer;

    RoutesSection(KnownReceivers known, BiConsumer<List<Route>, Origin> writer) {
        this.known = known;
        this.writer = writer;
    }

    @Override
    public String key() {
        return "routes";
    }

    @Override
    public Taken check(FileNode section, List<Taken> before) {
        List<Route> routes = new ArrayList<>();
        if (section.isList() && section.items().size() > RouteCheck.MAX_ROUTES) {
            section.fault("may have at most %d entries".formatted(RouteCheck.MAX_ROUTES));
            return _ -> {};
        }
        Set<String> ids = new HashSet<>();
        for (FileNode item : section.entries()) {
            Map<String, FileNode> fields = item.fields(KEYS);
            Route route = read(fields);
            if (!fields.containsKey("id")) {
                item.fault("has no id");
                continue;
            }
            RouteCheck.faults(route, _ -> true).forEach(fault -> tell(item, fields, fault));
            if (!ids.add(route.routeId())) {
                Optional.ofNullable(fields.get("id")).orElse(item).fault("is the id of another route, too");
            }
            List.of("receivers", "escalate_to").forEach(key -> named(fields.get(key), before));
            routes.add(route);
        }
        return by -> writer.accept(routes, by);
    }

    private static void tell(FileNode item, Map<String, FileNode> fields, SettingFault fault) {
        FileNode place = fields.get(KEY_OF.getOrDefault(fault.key(), fault.key()));
        if (place == null) {
            item.fault(fault.key() + " " + fault.message());
        } else {
            place.fault(fault.message());
        }
    }

    private void named(@Nullable FileNode node, List<Taken> before) {
        for (FileNode item : node == null ? List.<FileNode>of() : node.itemsOrOne()) {
            item.text().filter(name -> !isKnown(name, before)).ifPresent(_ -> unknown(item));
        }
    }

    private boolean isKnown(String name, List<Taken> before) {
        return name.equals(Route.EVERYBODY)
                || ReceiversTaken.anyNames(before, name)
                || known.find(name).isPresent();
    }

    private void unknown(FileNode item) {
        if (known.knowsAll()) {
            item.fault("there is no receiver %s, in this file or beside it".formatted(item.shown()));
        } else {
            item.note("is no receiver of this file; a server takes it only if it has a receiver of that name");
        }
    }

    private static Route read(Map<String, FileNode> fields) {
        Long escalateAfter = value(fields, "escalate_after", RoutesSection::wholeMinutes);
        return new Route(
                Optional.ofNullable(value(fields, "id", node -> node.text(MAX_TEXT)))
                        .orElse(""),
                value(fields, "name", node -> node.text(MAX_TEXT)),
                values(fields, "matchers", FileParts::matchers),
                values(fields, "receivers", node -> FileParts.texts(node, MAX_TEXT)),
                value(fields, "continue", FileNode::truth),
                values(fields, "active", FileParts::windows),
                value(fields, "group_by", node -> Optional.of(FileParts.texts(node, Matcher.MAX_NAME))),
                value(fields, "group_wait", FileParts::seconds),
                value(fields, "group_interval", FileParts::seconds),
                value(fields, "repeat", FileParts::seconds),
                escalateAfter == null ? null : (int) (escalateAfter / MINUTE),
                values(fields, "escalate_to", node -> FileParts.texts(node, MAX_TEXT)));
    }

    private static Optional<Long> wholeMinutes(FileNode node) {
        Optional<Long> seconds = FileParts.seconds(node);
        if (seconds.isPresent() && (seconds.get() % MINUTE != 0 || seconds.get() > Integer.MAX_VALUE)) {
            node.fault("must be whole minutes, like 15m");
            return Optional.empty();
        }
        return seconds;
    }

    private static <T> List<T> values(Map<String, FileNode> fields, String key, Function<FileNode, List<T>> reading) {
        return Optional.ofNullable(fields.get(key)).map(reading).orElse(List.of());
    }

    private static <T> @Nullable T value(
            Map<String, FileNode> fields, String key, Function<FileNode, Optional<T>> reading) {
        return Optional.ofNullable(fields.get(key)).flatMap(reading).orElse(null);
    }
}
