package io.nocturne.server.notify;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Route;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.platform.match.Matchers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may be wrong with one route.
///
/// **Threads** - confined to one check.
final class RouteCheck {

    static final int MAX_ROUTES = 200;
    static final int MAX_ENTRIES = 20;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MAX_NAME = 100;
    private static final long MOST_WAIT = 600;
    private static final long MOST_REPEAT = 604_800;
    private static final int MOST_MINUTES = 1_440;

    private final List<SettingFault> faults = new ArrayList<>();

    private RouteCheck() {}

    /// Every fault, by the key that it has in JSON.
    ///
    /// **Shape** - `isKnown` says whether there is somebody to be told by what a route names.
    static List<SettingFault> faults(Route route, Predicate<String> isKnown) {
        RouteCheck check = new RouteCheck();
        check.route(route, isKnown);
        return check.faults;
    }

    private void route(Route route, Predicate<String> isKnown) {
        if (route.routeId() == null || !ID.matcher(route.routeId()).matches()) {
            fault("routeId", "must match %s".formatted(ID));
        }
        List<String> groupBy = Objects.requireNonNullElse(route.groupBy(), List.of());
        text("name", Objects.requireNonNullElse(route.name(), ""), MAX_NAME);
        size("matchers", route.matchers());
        size("receivers", route.receivers());
        size("active", route.active());
        size("groupBy", groupBy);
        size("escalateTo", route.escalateTo());
        groupBy.forEach(label -> text("groupBy", label, Matcher.MAX_NAME));
        try {
            Matchers.of(route.matchers());
        } catch (IllegalArgumentException e) {
            fault("matchers", "cannot be used: %s".formatted(e.getMessage()));
        }
        known("receivers", route.receivers(), isKnown);
        known("escalateTo", route.escalateTo(), isKnown);
        time("groupWaitSeconds", route.groupWaitSeconds(), 0, MOST_WAIT);
        time("groupIntervalSeconds", route.groupIntervalSeconds(), 0, MOST_REPEAT);
        time("repeatSeconds", route.repeatSeconds(), 60, MOST_REPEAT);
        if (route.escalateAfterMinutes() != null) {
            time("escalateAfterMinutes", (long) route.escalateAfterMinutes(), 1, MOST_MINUTES);
        }
    }

    private void text(String key, String text, int most) {
        try {
            PlainText.require(key, text, most);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            fault(key, message.startsWith(key + " ") ? message.substring(key.length() + 1) : message);
        }
    }

    private void size(String key, List<?> list) {
        if (list.size() > MAX_ENTRIES) {
            fault(key, "may have at most %d".formatted(MAX_ENTRIES));
        }
    }

    private void known(String key, List<String> named, Predicate<String> isKnown) {
        if (!named.stream().allMatch(isKnown)) {
            fault(key, "must hold ids of receivers, or %s for all".formatted(Route.EVERYBODY));
        }
    }

    private void time(String key, @Nullable Long value, long least, long most) {
        if (value == null || value < least || value > most) {
            fault(key, "must be %d to %d".formatted(least, most));
        }
    }

    private void fault(String key, String message) {
        faults.add(new SettingFault(key, message));
    }
}
