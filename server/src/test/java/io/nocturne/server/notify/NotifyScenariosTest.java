package io.nocturne.server.notify;

import static io.nocturne.model.alert.Severity.CRITICAL;
import static io.nocturne.model.alert.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Route;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Notice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What others test of their notifications, told anew for this desk; `docs/scenarios.md` names the originals.
class NotifyScenariosTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Simulation world = new Simulation();

    /// Alertmanager leaves the restart out of its own test.
    @Test
    void aRepeatComesAtItsTimeWhetherOrNotTheServerRestarted() {
        world.receiver("a");
        world.routes(route(List.of("alertname"), 60));
        String id = world.alerts.fire("test", "h1", WARNING);
        world.pass(Duration.ofSeconds(2));
        world.restart();
        world.pass(Duration.ofSeconds(30));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);

        world.restart();
        world.pass(Duration.ofSeconds(40));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.REPEATED);
        world.alerts.resolve(id);
        world.restart();
        world.pass(Duration.ofSeconds(5));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.REPEATED, Kind.RESOLVED);
    }

    @Test
    void whoFailsIsToldInTheEndAndWhoDoesNotIsToldOnce() {
        world.receiver("a");
        world.receiver("b", "sms", null, 1);
        Instant works = world.clock.instant().plusMillis(4_500);
        world.sms.always(_ -> world.clock.instant().isBefore(works)
                ? new Delivery.RetryLater(null, false, "500")
                : new Delivery.Delivered("ok", Map.of()));
        world.alerts.fire("test1", "h1", WARNING);
        world.pass(MINUTE);

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);
        assertThat(world.sms.kinds("b")).containsExactly(Kind.FIRING);
        assertThat(world.sms.tried().size()).isGreaterThan(2);
    }

    /// Alertmanager waits a whole second for more; here 0.3 s without anything new are enough.
    @Test
    void whatComesTogetherIsOneMessageAndEachMessageSaysAllOfItsGroup() {
        world.receiver("a");
        world.routes(route(List.of(), 300));
        List<String> all = new ArrayList<>();
        all.add(world.alerts.fire("test1", "h1", WARNING));
        all.add(world.alerts.fire("test5", "h2", WARNING));
        world.pass(Duration.ofSeconds(2));
        assertThat(ids(0)).containsExactlyInAnyOrderElementsOf(all);
        all.add(world.alerts.fire("test2", "h1", WARNING));
        all.add(world.alerts.fire("test3", "h1", WARNING));
        all.add(world.alerts.fire("test4", "h3", WARNING));
        world.pass(Duration.ofMinutes(4));

        assertThat(world.channel.to("a")).hasSize(2);
        assertThat(ids(1)).containsExactlyInAnyOrderElementsOf(all);
        world.pass(Duration.ofMinutes(2));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.FIRING, Kind.REPEATED);
        assertThat(ids(2)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void whatEndsTogetherIsOneMessage() {
        world.receiver("a");
        world.routes(route(List.of("alertname"), 14_400));
        List<String> all = List.of(
                world.alerts.fire("test", "v1", WARNING),
                world.alerts.fire("test", "v2", WARNING),
                world.alerts.fire("test", "v3", WARNING));
        world.pass(Duration.ofSeconds(11));
        all.forEach(world.alerts::resolve);
        world.pass(MINUTE);

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED);
        assertThat(ids(0)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(ids(1)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void anEndRidesWithTheNextBadNewsAndByItselfWaitsForTheIntervalOfItsGroup() {
        world.receiver("a");
        world.routes(route(List.of("alertname"), 14_400));
        String v1 = world.alerts.fire("test", "v1", WARNING);
        String v2 = world.alerts.fire("test", "v2", WARNING);
        world.pass(Duration.ofSeconds(3));
        world.alerts.resolve(v1);
        String v3 = world.alerts.fire("test", "v3", WARNING);
        world.pass(Duration.ofSeconds(5));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.CHANGED);
        assertThat(ids(1)).containsExactlyInAnyOrder(v1, v2, v3);

        world.alerts.resolve(v2);
        world.pass(Duration.ofMinutes(4));
        assertThat(world.channel.all()).hasSize(2);
        world.pass(Duration.ofMinutes(2));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.CHANGED, Kind.CHANGED);
        assertThat(ids(2)).containsExactlyInAnyOrder(v2, v3);
    }

    @Test
    void whatFiredBeforeTheStartIsToldOnceAfterIt() {
        world.receiver("a");
        String before = world.alerts.fire("test1", "h1", WARNING);
        world.clock.advance(Duration.ofSeconds(100));
        world.restart();
        world.pass(Duration.ofSeconds(5));
        world.restart();
        world.pass(Duration.ofSeconds(5));

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);
        assertThat(ids(0)).containsExactly(before);
    }

    @Test
    void newRoutesNeitherTellAnythingAgainNorChangeWhenItIsRepeated() {
        world.receiver("a");
        world.routes(route(List.of(), 600));
        String one = world.alerts.fire("test1", "h1", WARNING);
        world.pass(Duration.ofSeconds(3));
        world.routes(route(List.of(), 600));
        String two = world.alerts.fire("test2", "h2", WARNING);
        world.pass(Duration.ofMinutes(9));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.FIRING);
        assertThat(ids(1)).containsExactlyInAnyOrder(one, two);

        world.pass(Duration.ofMinutes(2));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.FIRING, Kind.REPEATED);
        assertThat(ids(2)).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void whatIsSilencedIsNotRepeatedAndIsToldAgainAfterwards() {
        world.receiver("a");
        world.routes(route(List.of("alertname"), 60));
        String one = world.alerts.fire("test1", "h1", WARNING);
        String two = world.alerts.fire("test2", "h1", WARNING);
        world.pass(Duration.ofSeconds(5));
        int before = world.channel.all().size();
        world.silence("s", "alertname", "test1");
        world.pass(Duration.ofSeconds(119));
        world.pass(Duration.ofSeconds(20));
        List<String> meanwhile = idsAfter(before);
        assertThat(meanwhile).hasSize(2).containsOnly(two);

        int during = world.channel.all().size();
        world.unsilence("s");
        world.pass(Duration.ofSeconds(5));
        assertThat(idsAfter(during)).containsExactly(one);
    }

    @Test
    void aSilenceOfEverythingThatIsDeletedEndsInOneMessage() {
        world.receiver("a");
        world.silence("s", "severity", "warning");
        String one = world.alerts.fire("test1", "h1", WARNING);
        String two = world.alerts.fire("test2", "h2", WARNING);
        world.pass(MINUTE);
        assertThat(world.channel.all()).isEmpty();

        world.unsilence("s");
        world.pass(MINUTE);
        assertThat(world.channel.all()).hasSize(1);
        assertThat(ids(0)).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void whatASilentHostExplainsIsToldWhenTheHostIsBackAndItStillFires() {
        world.receiver("a");
        String down = world.alerts.fire(FakeAlertLog.SILENT, "h1", CRITICAL);
        world.pass(Duration.ofSeconds(2));
        String here = world.alerts.fire("cpu", "h1", WARNING);
        String elsewhere = world.alerts.fire("cpu", "h2", WARNING);
        world.pass(MINUTE);
        assertThat(told()).containsExactlyInAnyOrder(down, elsewhere);

        world.alerts.resolve(down);
        world.pass(MINUTE);
        assertThat(told()).containsExactlyInAnyOrder(down, elsewhere, down, here);
    }

    @Test
    void whatASilentHostExplainsIsKnownWithoutAnyReceiverAndAfterARestart() {
        world.alerts.tag("h1", "parent", "router");
        world.alerts.tag("h2", "parent", "h1");
        String router = world.alerts.fire(FakeAlertLog.SILENT, "router", CRITICAL);
        String below = world.alerts.fire(FakeAlertLog.SILENT, "h1", CRITICAL);
        String lowest = world.alerts.fire(FakeAlertLog.SILENT, "h2", CRITICAL);
        String cpu = world.alerts.fire("cpu", "h2", WARNING);
        world.alerts.fire("cpu", "h3", WARNING);
        world.settle();
        Map<String, String> explained = Map.of(below, router, lowest, router, cpu, lowest);
        assertThat(world.desk().suppressed()).isEqualTo(explained);
        world.restart();
        assertThat(world.desk().suppressed()).isEqualTo(explained);

        world.alerts.resolve(router);
        world.settle();
        assertThat(world.desk().suppressed()).isEqualTo(Map.of(lowest, below, cpu, lowest));
        world.alerts.resolve(lowest);
        world.settle();
        assertThat(world.desk().suppressed()).isEmpty();
    }

    /// Alertmanager tells the end of both; here nobody is told the end of what nobody was told of.
    @Test
    void whatEndsWithTheSilentHostThatExplainedItIsListedAndNotTold() {
        world.receiver("a");
        String down = world.alerts.fire(FakeAlertLog.SILENT, "h1", CRITICAL);
        String cpu = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(Duration.ofSeconds(3));
        world.alerts.resolve(down);
        world.alerts.resolve(cpu);
        world.pass(MINUTE);

        assertThat(told()).containsExactly(down, down);
        assertThat(world.desk().held())
                .singleElement()
                .matches(held -> held.over()
                        && held.alertId().equals(cpu)
                        && held.reason().equals("suppressed"));
    }

    /// GoAlert: two rules of one person for one phone.
    @Test
    void twoRoutesToOneReceiverAreOneMessage() {
        world.receiver("p", "sms", null, 1);
        world.routes(named("one", true), named("two", false));
        world.alerts.fire("cpu", "h1", WARNING);
        world.pass(Duration.ofMinutes(3));

        assertThat(world.sms.kinds("p")).containsExactly(Kind.FIRING);
    }

    /// GoAlert: a ticket that is closed is not told every ten minutes any more.
    @Test
    void whatIsOverIsNotRepeated() {
        world.receiver("a");
        world.routes(route(List.of("host"), 600));
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(Duration.ofMinutes(11));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.REPEATED);

        world.alerts.resolve(id);
        world.pass(Duration.ofMinutes(30));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.REPEATED, Kind.RESOLVED);
    }

    /// GoAlert: four of one service are one short message.
    @Test
    void fourOfOneHostAreOneShortMessage() {
        world.receiver("p", "sms", null, 1);
        for (int i = 1; i <= 4; i++) {
            world.alerts.fire("test" + i, "h1", WARNING);
        }
        world.pass(MINUTE);

        assertThat(world.sms.to("p"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.items()).hasSize(4));
    }

    /// GoAlert: 300 of one service, and then the first one of another.
    @Test
    void aFirstAlertIsToldWithinAQuarterOfAnHourBehindThreeHundredOthers() {
        world.receiver("p", "sms", null, 1);
        for (int i = 0; i < 300; i++) {
            world.alerts.fire("cpu", "h" + i, WARNING);
            if (i % 50 == 0) {
                world.pass(Duration.ofSeconds(2));
            }
        }
        world.pass(MINUTE);
        String other = world.alerts.fire("disk", "other", CRITICAL);
        world.pass(Duration.ofMinutes(15));

        assertThat(world.sms.to("p").stream()
                        .flatMap(notice -> notice.items().stream())
                        .map(item -> item.alert().alertId()))
                .contains(other);
    }

    /// Alerta shelves: here the acknowledgement stands, and what ends under a silence has ended after it.
    @Test
    void whatEndsUnderASilenceIsToldAsOverOnce() {
        world.receiver("a");
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(Duration.ofSeconds(2));
        world.alerts.acknowledge(id, Duration.ofHours(8));
        world.silence("s", "alertname", "cpu");
        world.pass(MINUTE);
        world.unsilence("s");
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);
        assertThat(world.alerts.get(id).acknowledgement()).isNotNull();

        world.silence("s2", "alertname", "cpu");
        world.alerts.resolve(id);
        world.pass(MINUTE);
        world.unsilence("s2");
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED);
    }

    /// Alerta: out of service by a blackout, which ends while it still alarms.
    @Test
    void whatStillFiresAfterAMaintenanceIsToldOnceMore() {
        world.receiver("a");
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(Duration.ofSeconds(2));
        world.silence("window", "host", "h1");
        world.pass(MINUTE);
        world.alerts.escalate(id);
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);

        world.unsilence("window");
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.ESCALATED);
    }

    /// Phoebus, latched: major, minor, major.
    @Test
    void whatGetsBetterAndAsBadAsBeforeIsNotToldAgain() {
        world.receiver("a");
        String id = world.alerts.fire("cpu", "h1", CRITICAL);
        world.pass(MINUTE);
        world.alerts.ease(id);
        world.pass(MINUTE);
        world.alerts.escalate(id);
        world.pass(Duration.ofMinutes(10));

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);
    }

    /// Beszel: two systems go down and come back, two come back before their minutes are over.
    @Test
    void eachThatWasToldOfHasItsEndAndTheOthersAreNotTold() {
        world.receiver("a");
        List<String> down = List.of(
                world.alerts.fire(FakeAlertLog.SILENT, "h1", CRITICAL),
                world.alerts.fire(FakeAlertLog.SILENT, "h2", CRITICAL));
        world.pass(MINUTE);
        down.forEach(world.alerts::resolve);
        world.pass(MINUTE);

        assertThat(told()).containsExactlyInAnyOrder(down.get(0), down.get(1), down.get(0), down.get(1));
    }

    private List<String> ids(int message) {
        return ids(world.channel.to("a").get(message));
    }

    /// Of all messages in their order.
    private List<String> told() {
        return idsAfter(0);
    }

    private List<String> idsAfter(int messages) {
        return world.channel.to("a").stream()
                .skip(messages)
                .flatMap(notice -> ids(notice).stream())
                .toList();
    }

    private static List<String> ids(Notice notice) {
        return notice.items().stream().map(item -> item.alert().alertId()).toList();
    }

    private static Route route(@Nullable List<String> groupBy, long repeatSeconds) {
        return new Route(
                "r",
                null,
                List.of(),
                List.of(Route.EVERYBODY),
                false,
                List.of(),
                groupBy,
                SECOND.toSeconds(),
                null,
                repeatSeconds,
                null,
                List.of());
    }

    private static Route named(String id, boolean goesOn) {
        return new Route(id, null, List.of(), List.of("p"), goesOn, List.of(), null, null, null, null, null, List.of());
    }
}
