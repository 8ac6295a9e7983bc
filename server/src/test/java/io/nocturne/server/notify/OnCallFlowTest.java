package io.nocturne.server.notify;

import static io.nocturne.model.alert.Severity.CRITICAL;
import static io.nocturne.model.alert.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.HeldNotification;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Notice.Kind;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A receiver that tells whoever is on call, in simulated time.
class OnCallFlowTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HANDOVER = Duration.ofMinutes(2);

    private final Simulation world = new Simulation();

    @BeforeEach
    void twoPeopleAndAReceiver() {
        world.onCallReceiver("r", "night");
        world.contact("kim", "+821011112222");
        world.contact("lee", "+821033334444");
        world.onCall("night", "kim");
    }

    @Test
    void whoIsOnCallIsToldInTheirLanguage() {
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        world.alerts.resolve(id);
        world.pass(MINUTE);

        assertThat(world.sms.kinds("r~kim")).containsExactly(Kind.FIRING, Kind.RESOLVED);
        assertThat(world.sms.to("r~kim")).extracting(Notice::language).containsOnly(Locale.KOREAN);
        assertThat(world.sms.all()).hasSize(2);
    }

    @Test
    void whatStandsIsHandedOverAndTheFirstHearsTheEndAndNothingElse() {
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        world.onCall("night", "lee");
        world.pass(HANDOVER);
        assertThat(world.sms.kinds("r~lee")).containsExactly(Kind.FIRING);

        world.alerts.escalate(id);
        world.pass(MINUTE);
        assertThat(world.sms.kinds("r~kim")).containsExactly(Kind.FIRING);
        assertThat(world.sms.kinds("r~lee")).containsExactly(Kind.FIRING, Kind.ESCALATED);

        world.alerts.resolve(id);
        world.pass(MINUTE);
        assertThat(world.sms.kinds("r~kim")).containsExactly(Kind.FIRING, Kind.RESOLVED);
        assertThat(world.sms.kinds("r~lee")).containsExactly(Kind.FIRING, Kind.ESCALATED, Kind.RESOLVED);
        assertThat(world.codes(id)).contains("route.handedOver", "hold.offDuty");
    }

    @Test
    void whatSomebodyHasIsNotToldToTheNextUntilItRunsOut() {
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        world.alerts.acknowledge(id, Duration.ofMinutes(20));
        world.onCall("night", "lee");
        world.pass(Duration.ofMinutes(10));
        assertThat(world.sms.kinds("r~lee")).isEmpty();

        world.alerts.expire(id);
        world.pass(MINUTE);
        assertThat(world.sms.kinds("r~lee")).containsExactly(Kind.FIRING);
    }

    @Test
    void whereNobodyIsOnCallItIsListedAndToldToTheNextWhoComes() {
        world.onCall("night", null);
        String id = world.alerts.fire("cpu", "h1", CRITICAL);
        world.pass(MINUTE);
        assertThat(world.sms.all()).isEmpty();
        assertThat(world.desk().held())
                .extracting(HeldNotification::reason, HeldNotification::by, HeldNotification::over)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("nobodyOnCall", "night", false));

        world.onCall("night", "lee");
        world.pass(HANDOVER);
        assertThat(world.sms.kinds("r~lee")).containsExactly(Kind.FIRING);
        assertThat(world.desk().held()).isEmpty();

        world.alerts.resolve(id);
        world.pass(MINUTE);
        assertThat(world.sms.kinds("r~lee")).containsExactly(Kind.FIRING, Kind.RESOLVED);
        assertThat(world.desk().held()).isEmpty();
    }

    @Test
    void whatNobodyWasOnCallForStaysListedWhenItIsOver() {
        world.onCall("night", "park, who left no number");
        String id = world.alerts.fire("cpu", "h1", CRITICAL);
        world.pass(MINUTE);
        world.alerts.resolve(id);
        world.pass(MINUTE);

        assertThat(world.sms.all()).isEmpty();
        assertThat(world.desk().held())
                .singleElement()
                .matches(held -> held.over() && held.reason().equals("nobodyOnCall"));
    }

    @Test
    void aRestartTellsNobodyTwice() {
        String id = world.alerts.fire("cpu", "h1", WARNING);
        world.pass(MINUTE);
        world.onCall("night", "lee");
        world.pass(HANDOVER);
        world.restart();
        world.pass(HANDOVER);
        assertThat(world.sms.all()).hasSize(2);

        world.alerts.resolve(id);
        world.pass(MINUTE);
        assertThat(world.sms.kinds("r~kim")).containsExactly(Kind.FIRING, Kind.RESOLVED);
        assertThat(world.sms.kinds("r~lee")).containsExactly(Kind.FIRING, Kind.RESOLVED);
    }
}
