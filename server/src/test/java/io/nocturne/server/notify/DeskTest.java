package io.nocturne.server.notify;

import static io.nocturne.model.alert.Severity.CRITICAL;
import static io.nocturne.model.alert.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Receiver.QuietHours;
import io.nocturne.model.alert.Route;
import io.nocturne.model.alert.WeeklyWindow;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Notice.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Whole ways from alerts to receivers, in simulated time.
class DeskTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Simulation world = new Simulation();

    @Test
    void aFiringIsToldWithinASecondAndItsEndOnce() {
        world.receiver("a");
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);

        world.alerts.resolve(id);
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED);
        assertThat(world.codes(id))
                .containsExactly(
                        "alert.firing", "route.routed", "deliver.delivered", "alert.resolved", "deliver.delivered");
    }

    @Test
    void worseIsToldAndBetterIsNot() {
        world.receiver("a");
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        world.alerts.escalate(id);
        world.pass(MINUTE);

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.ESCALATED);
    }

    @Test
    void anEscalationGoesToThoseWhoAreToldOfCriticalsOnlyAsWell() {
        world.receiver("a");
        world.receiver("b");
        world.routes(
                route("crit", List.of(Matcher.equal("severity", "critical")), true, "b"),
                route("all", List.of(), false, "a"));
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        assertThat(world.channel.kinds("b")).isEmpty();

        world.alerts.escalate(id);
        world.pass(MINUTE);
        world.alerts.resolve(id);
        world.pass(MINUTE);

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.ESCALATED, Kind.RESOLVED);
        assertThat(world.channel.kinds("b")).containsExactly(Kind.FIRING, Kind.RESOLVED);
    }

    @Test
    void whatComesAgainWithinFiveMinutesIsNotToldAgainUnlessItIsWorse() {
        world.receiver("a");
        world.alerts.resolve(fired("cpu", "h1"));
        world.pass(MINUTE);
        String second = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED);
        assertThat(reasons()).containsExactly("toldBefore");

        world.alerts.escalate(second);
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED, Kind.FIRING);
    }

    @Test
    void whatStillFiresWhenTheFiveMinutesEndIsTold() {
        world.receiver("a");
        world.alerts.resolve(fired("cpu", "h1"));
        world.pass(MINUTE);
        world.alerts.fire("cpu", "h1", WARNING);
        world.pass(Duration.ofMinutes(6));

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED, Kind.FIRING);
    }

    @Test
    void whatCameAndWentWithinTheFiveMinutesIsListed() {
        world.receiver("a");
        world.alerts.resolve(fired("cpu", "h1"));
        world.pass(MINUTE);
        String second = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        world.alerts.resolve(second);
        world.pass(Duration.ofMinutes(10));

        assertThat(world.channel.all()).hasSize(2);
        assertThat(world.desk().held())
                .singleElement()
                .matches(held -> held.over()
                        && held.alertId().equals(second)
                        && held.reason().equals("toldBefore"));
    }

    @Test
    void whatStandsIsRepeatedWithItsNumberUntilSomebodyHasIt() {
        world.receiver("a");
        String id = fired("disk", "h1");
        world.pass(Duration.ofHours(9));

        List<Notice> notices = world.channel.to("a");
        assertThat(notices).extracting(Notice::kind).containsExactly(Kind.FIRING, Kind.REPEATED, Kind.REPEATED);
        assertThat(notices.getLast().repeat())
                .isEqualTo(new Notice.Repeat(world.alerts.get(id).pendingAt(), 3));

        world.alerts.acknowledge(id, Duration.ofHours(24));
        world.pass(Duration.ofHours(9));
        assertThat(world.channel.all()).hasSize(3);

        world.alerts.expire(id);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.channel.kinds("a")).endsWith(Kind.REOPENED);
    }

    @Test
    void flappingIsToldOnceAndThenNothingUntilItIsSteady() {
        world.receiver("a");
        world.alerts.resolve(fired("cpu", "h1"));
        world.pass(Duration.ofMinutes(6));
        String second = fired("cpu", "h1");
        world.alerts.flap(second, true);
        world.pass(MINUTE);
        world.alerts.resolve(second);
        world.pass(MINUTE);
        String third = "";
        for (int i = 0; i < 5; i++) {
            third = world.alerts.fire("cpu", "h1", WARNING, true);
            world.pass(MINUTE);
            if (i < 4) {
                world.alerts.resolve(third);
                world.pass(MINUTE);
            }
        }
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED, Kind.FIRING, Kind.FLAPPING);

        world.alerts.flap(third, false);
        world.pass(Duration.ofMinutes(10));
        assertThat(endsOf("a", second)).isEqualTo(1);
        assertThat(tellingsOf("a", third)).isEqualTo(1);
        world.alerts.resolve(third);
        world.pass(Duration.ofMinutes(10));
        assertThat(endsOf("a", third)).isEqualTo(1);
    }

    @Test
    void aSmallBudgetLeavesRoomForAFirstCriticalAndTellsTheRestTogether() {
        world.receiver("p", "sms", null, 1);
        for (int i = 0; i < 8; i++) {
            fired("cpu", "h" + i);
        }
        assertThat(world.sms.all()).hasSize(4);
        assertThat(reasons()).containsOnly("budget").hasSize(4);

        String worst = world.alerts.fire("disk", "h99", CRITICAL);
        world.pass(Duration.ofSeconds(2));
        assertThat(world.sms.all()).hasSize(5);
        assertThat(alertIds(world.sms.to("p").getLast())).contains(worst);

        world.pass(Duration.ofMinutes(20));
        assertThat(world.sms.all()).hasSizeLessThanOrEqualTo(7);
        assertThat(world.desk().held()).isEmpty();
    }

    @Test
    void whatCameAndWentWhileTheBudgetWasUsedUpIsToldAsANumber() {
        world.receiver("p", "sms", null, 1);
        for (int i = 0; i < 4; i++) {
            fired("cpu", "h" + i);
        }
        String lost = fired("cpu", "h8");
        world.alerts.resolve(lost);
        world.pass(MINUTE);
        String kept = fired("cpu", "h9");
        world.pass(Duration.ofMinutes(20));

        assertThat(alertIds(world.sms.to("p").getLast())).contains(kept).doesNotContain(lost);
        assertThat(world.sms.to("p").getLast().note()).endsWith(": 1");
        assertThat(world.desk().held())
                .anyMatch(held -> held.over()
                        && held.alertId().equals(lost)
                        && held.reason().equals("budget"));
    }

    /// The night in which the clocks of Berlin go back: from 22:00 until 07:00 it is ten hours.
    @Test
    void quietHoursCoverRecoveriesOverMidnightAndTheChangeOfTheClocks() {
        Simulation night = new Simulation(Instant.parse("2026-10-24T19:30:00Z"));
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        WeeklyWindow window =
                new WeeklyWindow(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(7, 0), berlin);
        night.receiver("a", "webhook", new QuietHours(List.of(window), true), 1);
        String told = night.alerts.fire("cpu", "h1", WARNING);
        night.pass(Duration.ofMinutes(45));
        assertThat(night.channel.kinds("a")).containsExactly(Kind.FIRING);

        night.alerts.resolve(told);
        String shortly = night.alerts.fire("cpu", "h2", WARNING);
        List<String> standing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            standing.add(night.alerts.fire("disk", "h3" + i, WARNING));
        }
        night.pass(Duration.ofMinutes(30));
        night.alerts.resolve(shortly);
        night.pass(Duration.between(night.clock.instant(), Instant.parse("2026-10-25T05:59:00Z")));
        assertThat(night.channel.all()).hasSize(1);

        night.alerts.fire("fire", "h4", CRITICAL);
        night.pass(Duration.ofSeconds(2));
        assertThat(night.channel.all()).hasSize(2);

        night.pass(Duration.ofMinutes(3));
        assertThat(night.channel.all()).hasSize(3);
        assertThat(alertIds(night.channel.to("a").getLast()))
                .containsAll(standing)
                .contains(told)
                .doesNotContain(shortly);
        assertThat(night.desk().held()).anyMatch(held -> held.alertId().equals(shortly) && held.over());
    }

    @Test
    void theEndOfASilenceOverThirtyAlertsIsOneMessage() {
        world.receiver("a");
        world.silence("s1", "alertname", "cpu");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(world.alerts.fire("cpu", "h" + i, WARNING));
        }
        String gone = world.alerts.fire("cpu", "h99", WARNING);
        world.pass(Duration.ofMinutes(10));
        world.alerts.resolve(gone);
        world.pass(MINUTE);
        assertThat(world.channel.all()).isEmpty();
        assertThat(reasons()).hasSize(30).containsOnly("silenced");

        world.unsilence("s1");
        world.pass(MINUTE);
        assertThat(world.channel.all()).hasSize(1);
        assertThat(alertIds(world.channel.to("a").getFirst())).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(world.codes(ids.getFirst()))
                .containsExactly("alert.firing", "route.routed", "hold.silenced", "hold.released", "deliver.delivered");
    }

    @Test
    void whatWasToldBeforeASilenceAndStandsAfterItIsToldAgainOnce() {
        world.receiver("a");
        fired("cpu", "h1");
        fired("cpu", "h2");
        world.silence("s1", "alertname", "cpu");
        world.pass(Duration.ofHours(9));
        assertThat(world.channel.all()).hasSize(2);

        world.unsilence("s1");
        world.pass(Duration.ofMinutes(5));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.FIRING, Kind.REPEATED);
        assertThat(world.channel.to("a").getLast().items()).hasSize(2);
    }

    @Test
    void aRouterWithFiftyHostsIsOneMessageAndFiftyAreListed() {
        world.receiver("a");
        for (int i = 0; i < 50; i++) {
            world.alerts.tag("h" + i, "parent", "router");
        }
        List<String> children = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            children.add(world.alerts.fire(FakeAlertLog.SILENT, "h" + i, CRITICAL));
        }
        world.pass(Duration.ofSeconds(5));
        String router = world.alerts.fire(FakeAlertLog.SILENT, "router", CRITICAL);
        for (int i = 25; i < 50; i++) {
            children.add(world.alerts.fire(FakeAlertLog.SILENT, "h" + i, CRITICAL));
        }
        world.pass(Duration.ofMinutes(10));

        assertThat(world.channel.all()).hasSize(1);
        assertThat(alertIds(world.channel.to("a").getFirst())).containsExactly(router);
        assertThat(world.desk().held())
                .hasSize(50)
                .allMatch(
                        held -> held.reason().equals("suppressed") && held.by().equals(router));

        world.alerts.resolve(router);
        world.pass(Duration.ofSeconds(3));
        children.forEach(world.alerts::resolve);
        world.pass(Duration.ofMinutes(10));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.RESOLVED);
    }

    @Test
    void aSilentHostExplainsWhyItsAlertsAreUnknown() {
        world.receiver("a");
        String cpu = fired("cpu", "h1");
        world.alerts.fire(FakeAlertLog.SILENT, "h1", CRITICAL);
        world.alerts.unknown(cpu);
        world.pass(Duration.ofMinutes(5));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.FIRING);
        assertThat(reasons()).containsExactly("suppressed");
    }

    @Test
    void whatNobodyExplainsIsToldToBeUnknown() {
        world.receiver("a");
        String cpu = fired("cpu", "h1");
        world.alerts.unknown(cpu);
        world.pass(MINUTE);

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.UNKNOWN);
    }

    @Test
    void aStormIsOneDigest() {
        world.receiver("a");
        for (int i = 0; i < 200; i++) {
            world.alerts.fire("cpu", "h" + i, i % 10 == 0 ? CRITICAL : WARNING);
        }
        world.pass(Duration.ofSeconds(2));

        assertThat(world.channel.all()).hasSize(1);
        Notice digest = world.channel.to("a").getFirst();
        assertThat(digest.items()).hasSize(200);
        assertThat(digest.omitted()).isZero();
        assertThat(digest.items().subList(0, 20)).allMatch(item -> item.alert().severity() == CRITICAL);
    }

    @Test
    void whatIsMoreThanAMessageHoldsIsInTheNext() {
        world.receiver("a");
        for (int i = 0; i < Notice.MAX_ITEMS + 500; i++) {
            world.alerts.fire("cpu", "h" + i, i < 600 ? CRITICAL : WARNING);
        }
        world.pass(Duration.ofSeconds(5));

        assertThat(world.channel.to("a"))
                .extracting(notice -> notice.items().size())
                .containsExactly(1_000, 500);
        assertThat(world.channel.to("a").stream()
                        .flatMap(notice -> notice.items().stream())
                        .map(item -> item.alert().alertId())
                        .distinct())
                .hasSize(1_500);
        assertThat(world.channel.to("a").getFirst().items().subList(0, 600))
                .allMatch(item -> item.alert().severity() == CRITICAL);
    }

    @Test
    void aDigestSaysOfEachGroupWhetherItStands() {
        world.receiver("a");
        world.alerts.fire("cpu", "h0", WARNING);
        String memory = world.alerts.fire("memory", "h0", WARNING);
        world.pass(MINUTE);
        world.alerts.resolve(memory);
        for (int i = 1; i <= 25; i++) {
            world.alerts.fire("disk", "h" + i, WARNING);
        }
        world.pass(Duration.ofSeconds(3));

        Notice digest = world.channel.to("a").getLast();
        assertThat(digest.items()).hasSize(26).allMatch(item -> item.group() != null);
        Notice.Item over = digest.items().getLast();
        assertThat(over.alert().alertId()).isEqualTo(memory);
        assertThat(Objects.requireNonNull(over.group()).stands())
                .as("cpu of h0 still fires")
                .isTrue();
    }

    @Test
    void aReceiverThatAsksForPatienceIsThenToldHowItIs() {
        world.receiver("a");
        for (int i = 0; i < 5; i++) {
            world.channel.next(new Delivery.RetryLater(Duration.ofSeconds(12), true, "429"));
        }
        String id = fired("cpu", "h1");
        world.pass(Duration.ofSeconds(30));
        world.alerts.resolve(id);
        world.pass(Duration.ofMinutes(2));

        assertThat(world.channel.all()).hasSize(1);
        Notice told = world.channel.to("a").getFirst();
        assertThat(told.kind()).isEqualTo(Kind.RESOLVED);
        assertThat(told.items().getFirst().alert().status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(world.channel.tried()).hasSize(6);
        assertThat(world.codes(id).stream().filter("deliver.failed"::equals)).hasSize(5);
    }

    @Test
    void anAttemptThatIsMadeAgainHasTheSameId() {
        world.receiver("a");
        world.channel.next(
                new Delivery.RetryLater(null, false, "timeout"), new Delivery.RetryLater(null, false, "timeout"));
        fired("cpu", "h1");
        world.pass(MINUTE);

        assertThat(world.channel.tried())
                .hasSize(3)
                .extracting(got -> got.notice().noticeId())
                .containsOnly(world.channel.to("a").getFirst().noticeId());
    }

    @Test
    void anOutageEndsWithOneMessageThatIsMarkedLate() {
        world.receiver("a");
        world.channel.always(_ -> new Delivery.RetryLater(null, false, "no route to host"));
        for (int i = 0; i < 5; i++) {
            fired("cpu", "h" + i);
        }
        world.pass(Duration.ofMinutes(30));
        world.channel.always(_ -> new Delivery.Delivered("ok", Map.of()));
        world.pass(Duration.ofMinutes(10));

        assertThat(world.channel.all()).hasSize(1);
        assertThat(world.channel.to("a").getFirst().isLate()).isTrue();
        assertThat(world.channel.to("a").getFirst().items()).hasSize(5);
    }

    @Test
    void whoWorksDoesNotWaitForWhoDoesNot() {
        world.receiver("a");
        world.receiver("p", "sms", null, 1);
        world.sms.always(_ -> new Delivery.RetryLater(Duration.ofHours(1), true, "down"));
        fired("cpu", "h1");
        world.pass(Duration.ofSeconds(1));

        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);
    }

    @Test
    void aRestartWithManyFiringTellsNothing() {
        world.receiver("a");
        for (int i = 0; i < 200; i++) {
            world.alerts.fire("cpu", "h" + i, WARNING);
        }
        world.pass(MINUTE);
        int before = world.channel.all().size();

        world.restart();
        world.pass(Duration.ofMinutes(10));
        assertThat(world.channel.all()).hasSize(before);
    }

    @Test
    void aRepeatThatIsDueAtARestartIsToldExactlyOnce() {
        world.receiver("a");
        fired("cpu", "h1");
        world.pass(Duration.ofMinutes(200));
        world.clock.advance(Duration.ofHours(1));

        world.restart();
        world.restart();
        world.pass(Duration.ofMinutes(30));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.REPEATED);
    }

    @Test
    void whatNobodyAcknowledgesIsToldToOthers() {
        world.receiver("a");
        world.receiver("boss");
        Route route = new Route(
                "r", null, List.of(), List.of("a"), false, List.of(), null, null, null, null, 10, List.of("boss"));
        world.routes(route);
        String seen = fired("cpu", "h1");
        String unseen = fired("cpu", "h2");
        world.alerts.acknowledge(seen, Duration.ofHours(2));
        world.pass(Duration.ofMinutes(9));
        assertThat(world.channel.kinds("boss")).isEmpty();

        world.pass(Duration.ofMinutes(2));
        assertThat(world.channel.to("boss")).hasSize(1);
        assertThat(alertIds(world.channel.to("boss").getFirst())).containsExactly(unseen);
        assertThat(world.codes(unseen)).contains("route.escalated");
    }

    @Test
    void whatEndsBecauseItsRuleChangedIsClosedTruthfully() {
        world.receiver("a");
        String id = fired("cpu", "h1");
        world.alerts.end(id, EndReason.RULE_CHANGED);
        world.pass(MINUTE);

        Notice last = world.channel.to("a").getLast();
        assertThat(last.kind()).isEqualTo(Kind.RESOLVED);
        assertThat(last.items().getFirst().alert().status()).isEqualTo(AlertStatus.ENDED);
        assertThat(last.items().getFirst().alert().endReason()).isEqualTo(EndReason.RULE_CHANGED);
    }

    @Test
    void whatNobodyRoutesIsListedAndToldOnceSomebodyIs() {
        String id = fired("cpu", "h1");
        assertThat(reasons()).containsExactly("unrouted");
        assertThat(world.codes(id)).containsExactly("alert.firing", "route.unrouted");

        world.receiver("a");
        world.pass(MINUTE);
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING);
        assertThat(world.desk().held()).isEmpty();
    }

    @Test
    void whatIsRefusedIsGivenUpAndItsEndNotTold() {
        world.receiver("a");
        world.channel.next(new Delivery.Rejected(false, "too odd"));
        String id = fired("cpu", "h1");
        world.alerts.resolve(id);
        world.pass(MINUTE);

        assertThat(world.channel.all()).isEmpty();
        assertThat(world.codes(id)).contains("deliver.givenUp", "hold.cameAndWent");
        String dead = world.channel.tried().getFirst().notice().noticeId();
        assertThat(world.desk().resend(dead)).isTrue();
        world.pass(Duration.ofSeconds(1));
        assertThat(world.channel.to("a"))
                .singleElement()
                .matches(notice -> notice.noticeId().equals(dead));
    }

    @Test
    void aReceiverThatRefusedForGoodIsToldOnceItWasChanged() {
        world.receiver("a");
        world.channel.next(new Delivery.Rejected(true, "404"));
        fired("cpu", "h1");
        fired("cpu", "h2");
        world.pass(Duration.ofMinutes(10));
        assertThat(world.channel.tried()).hasSize(1);
        assertThat(world.desk().blocked("a", 1)).contains("404");
        assertThat(reasons()).containsOnly("receiverOff").hasSize(2);

        world.receiver("a", "webhook", null, 2);
        world.pass(MINUTE);
        assertThat(world.channel.all().stream()
                        .mapToInt(got -> got.notice().items().size())
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void afterADayItIsGivenUp() {
        world.receiver("a");
        world.channel.always(_ -> new Delivery.RetryLater(Duration.ofMinutes(30), true, "down"));
        String id = fired("cpu", "h1");
        world.pass(Duration.ofHours(25));

        assertThat(world.codes(id)).contains("deliver.givenUp");
    }

    @Test
    void aDrillGoesThroughEveryStage() {
        world.receiver("a");
        world.silence("s1", "host", "quiet");
        Simulation other = new Simulation();
        Alert loud = other.alerts.get(other.alerts.fire("drill", "loud", WARNING));
        Alert quiet = other.alerts.get(other.alerts.fire("drill", "quiet", WARNING));
        world.desk().drill(loud);
        world.desk().drill(quiet);
        world.pass(Duration.ofSeconds(1));

        assertThat(world.channel.to("a")).singleElement().matches(Notice::isDrill);
        assertThat(world.codes(loud.alertId())).containsExactly("alert.drill", "route.routed", "deliver.delivered");
        assertThat(world.codes(quiet.alertId())).containsExactly("alert.drill", "route.routed", "hold.silenced");
        assertThat(world.desk().held()).isEmpty();
    }

    @Test
    void aGroupIsOneMessageAndBetterNewsOfAPartWaits() {
        world.receiver("a");
        String one = world.alerts.fire("cpu", "h1", WARNING);
        String two = world.alerts.fire("disk", "h1", WARNING);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.channel.all()).hasSize(1);
        assertThat(alertIds(world.channel.to("a").getFirst())).containsExactlyInAnyOrder(one, two);

        world.alerts.resolve(one);
        world.pass(Duration.ofMinutes(2));
        assertThat(world.channel.all()).hasSize(1);
        world.pass(Duration.ofMinutes(4));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.CHANGED);
        world.alerts.resolve(two);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.channel.kinds("a")).containsExactly(Kind.FIRING, Kind.CHANGED, Kind.RESOLVED);
        assertThat(endsOf("a", one)).isEqualTo(1);
    }

    private String fired(String rule, String host) {
        String id = world.alerts.fire(rule, host, WARNING);
        world.pass(Duration.ofSeconds(2));
        return id;
    }

    private List<String> reasons() {
        return world.desk().held().stream()
                .filter(held -> !held.over())
                .map(HeldNotification::reason)
                .toList();
    }

    private static List<String> alertIds(Notice notice) {
        return notice.items().stream().map(item -> item.alert().alertId()).toList();
    }

    private long endsOf(String receiver, String alertId) {
        return world.channel.to(receiver).stream()
                .flatMap(notice -> notice.items().stream())
                .filter(item -> item.alert().alertId().equals(alertId)
                        && !item.alert().status().isOpen())
                .count();
    }

    private long tellingsOf(String receiver, String alertId) {
        return world.channel.to(receiver).stream()
                .flatMap(notice -> notice.items().stream())
                .filter(item -> item.alert().alertId().equals(alertId)
                        && item.alert().status().isOpen())
                .count();
    }

    private static Route route(String id, List<Matcher> matchers, boolean goesOn, String... receivers) {
        return new Route(
                id, null, matchers, List.of(receivers), goesOn, List.of(), null, null, null, null, null, List.of());
    }
}
