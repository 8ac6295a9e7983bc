package io.nocturne.server.notify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.Route;
import io.nocturne.model.alert.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final Instant MONDAY_NOON = Instant.parse("2026-11-02T03:00:00Z");
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final Roster ALONE = new Roster() {
        @Override
        public List<Party> at(Party receiver, Instant at) {
            return List.of(receiver);
        }

        @Override
        public Optional<Party> person(Party receiver, String user) {
            return Optional.empty();
        }

        @Override
        public boolean isOnCall(Party person, Instant at) {
            return false;
        }
    };

    private final Party day = party("day", true);
    private final Party night = party("night", true);
    private final Party off = party("off", false);

    @Test
    void theFirstRouteThatTakesAnAlertEndsItUnlessItSaysContinue() {
        Routing routing = routing(
                route("db", List.of(Matcher.equal("role", "db")), true, List.of(), "day"),
                route("crit", List.of(Matcher.equal("severity", "critical")), false, List.of(), "night"),
                route("rest", List.of(), false, List.of(), "*"));

        assertThat(chosen(routing, Map.of("role", "db", "severity", "critical")))
                .containsExactly("day db", "night crit");
        assertThat(chosen(routing, Map.of("role", "db"))).containsExactly("day db", "night rest");
        assertThat(chosen(routing, Map.of())).containsExactly("day rest", "night rest");
    }

    @Test
    void aRouteIsAskedWithinItsTimesOnly() {
        WeeklyWindow office = new WeeklyWindow(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.of(18, 0), SEOUL);
        Routing routing = routing(
                route("office", List.of(), false, List.of(office), "day"),
                route("else", List.of(), false, List.of(), "night"));

        assertThat(chosen(routing, Map.of())).containsExactly("day office");
        assertThat(routing.choose(Map.of(), MONDAY_NOON.plusSeconds(6 * 3_600)))
                .extracting(choice -> choice.receiver().id())
                .containsExactly("night");
        assertThat(routing.dependsOnTime()).isTrue();
    }

    @Test
    void itSaysWhyARouteTakesAnAlertOrNot() {
        Routing routing = routing(
                route("db", List.of(Matcher.equal("role", "db")), false, List.of(), "day"),
                route("rest", List.of(), false, List.of(), "gone", "off"));

        assertThat(routing.explain(Map.of(), MONDAY_NOON))
                .containsExactly(
                        new Routing.Asked("db", false, true, List.of()),
                        new Routing.Asked("rest", true, true, List.of("off")));
    }

    @Test
    void aGroupIsOfOneReceiverRouteAndValues() {
        Route route = route("r", List.of(), false, List.of(), "*");
        Routing.Choice choice = new Routing.Choice(day, route);
        String group = Routing.groupKey(choice, Map.of("host", "a", "x", "1"));

        assertThat(group)
                .isEqualTo(Routing.groupKey(choice, Map.of("host", "a", "x", "2")))
                .hasSize(32);
        assertThat(Routing.groupKey(choice, Map.of("host", "b"))).isNotEqualTo(group);
        assertThat(Routing.groupKey(new Routing.Choice(night, route), Map.of("host", "a")))
                .isNotEqualTo(group);
    }

    private Routing routing(Route... routes) {
        return new Routing(List.of(routes), List.of(day, night, off), ALONE);
    }

    private static List<String> chosen(Routing routing, Map<String, String> labels) {
        return routing.choose(labels, MONDAY_NOON).stream()
                .map(choice -> choice.receiver().id() + " " + choice.route().routeId())
                .toList();
    }

    private static Route route(
            String id, List<Matcher> matchers, boolean goesOn, List<WeeklyWindow> active, String... receivers) {
        return new Route(
                id, null, matchers, List.of(receivers), goesOn, active, null, null, null, null, null, List.of());
    }

    private static Party party(String id, boolean enabled) {
        return new Party(
                new Receiver(
                        id, id, "webhook", enabled, Map.of(), List.of(), "en", null, null, null, null, 1, null, null,
                        null),
                Map.of(),
                Budget.LARGE,
                Duty.NONE);
    }
}
