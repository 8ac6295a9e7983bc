package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.Notification.State;
import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.Route;
import io.nocturne.model.alert.Routes;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.alert.TraceStep;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.flow.Changes;
import io.nocturne.server.notify.flow.Heard;
import io.nocturne.server.notify.flow.Hold;
import io.nocturne.server.notify.flow.Item;
import io.nocturne.server.notify.flow.Ledger;
import io.nocturne.server.notify.flow.Remembered;
import io.nocturne.server.notify.flow.Sending;
import io.nocturne.server.notify.store.NotifyStore;
import io.nocturne.server.notify.store.ReceiverStore;
import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;

/// The tables of notifications, on each database.
class NotifyStoreIT {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void whatAReceiverGotOrMayHaveGotIsFoundForAsLongAsItCounts(DatabaseKind kind) {
        NotifyStore store = NotifyTables.open(kind).store();
        Ledger ledger = new Ledger(store.load(NOW));
        Instant late = NOW.plus(Duration.ofHours(30));
        ledger.put(sending("once").trying());
        ledger.put(sending("later").trying().ended(State.DELIVERED, "ok", late));
        ledger.put(sending("never"));
        store.commit(ledger.changes().orElseThrow());

        assertThat(ids(store.sentTo("r", NOW.minusSeconds(1)))).containsExactlyInAnyOrder("once", "later");
        assertThat(ids(store.sentTo("r", NOW.plusSeconds(1)))).containsExactly("later");
        assertThat(store.sentTo("r", late)).isEmpty();
        assertThat(store.sentTo("other", NOW.minusSeconds(1))).isEmpty();
    }

    private static List<String> ids(List<Sending> sendings) {
        return sendings.stream().map(Sending::noticeId).toList();
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void whatWasWrittenIsReadAgain(DatabaseKind kind) {
        NotifyStore store = NotifyTables.open(kind).store();
        Ledger ledger = new Ledger(store.load(NOW));
        Item item = Item.fresh("r", "a", "i", "g", "route")
                .withSince(NOW)
                .withHold(new Hold(Hold.Reason.SILENCED, "s1", NOW, NOW.plusSeconds(5)));
        Item told = Item.fresh("r", "b", "i", "g", "route").told(Heard.CRITICAL, NOW);
        ledger.put(item);
        ledger.put(told);
        ledger.put(ledger.group(told).told(NOW, Map.of("thread", "1")));
        ledger.put(ledger.lane("r").blocked("404", 3));
        ledger.put(sending("n1").trying());
        ledger.put(sending("n2").ended(State.DELIVERED, "ok", NOW));
        ledger.moveTo(42);
        ledger.trace("a", "r", NOW, "hold", "silenced", "s1", "");
        ledger.missed(item, new Hold(Hold.Reason.BUDGET, "", NOW, null), NOW);
        store.commit(ledger.changes().orElseThrow());

        Remembered read = store.load(NOW.plus(Duration.ofHours(1)));
        assertThat(read.position()).isEqualTo(42);
        assertThat(read.items()).containsExactly(item, told);
        assertThat(read.groups()).containsExactly(ledger.group(told));
        assertThat(read.lanes()).containsExactly(ledger.lane("r"));
        assertThat(read.open()).containsExactly(sending("n1").trying());
        assertThat(read.sent()).isEqualTo(Map.of("r", List.of(NOW)));
        assertThat(store.load(NOW.plus(Duration.ofHours(25))).sent()).isEmpty();
        assertThat(store.trace("a")).containsExactly(new TraceStep(NOW, "hold", "silenced", "r", List.of("s1", "")));
        assertThat(store.missed()).extracting(HeldNotification::reason).containsExactly("budget");
        assertThat(store.newest(State.DELIVERED, 10)).hasSize(1);

        ledger.written();
        ledger.remove(item);
        ledger.put(sending("n1").ended(State.DEAD, "gone", NOW));
        store.commit(ledger.changes().orElseThrow());
        assertThat(store.load(NOW).items()).containsExactly(told);
        assertThat(store.load(NOW).open()).isEmpty();
        assertThat(store.find("n1")).get().extracting(Sending::answer).isEqualTo("gone");
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void allIsWrittenOrNothing(DatabaseKind kind) {
        NotifyStore store = NotifyTables.open(kind).store();
        Changes bad = new Changes(
                7,
                List.of(Item.fresh("r", "a", "i", "g", "x")),
                Set.of(),
                List.of(),
                Set.of(),
                List.of(),
                List.of(),
                List.of(new Changes.Step("x".repeat(100), new TraceStep(NOW, "s", "c", null, List.of()))),
                List.of());

        assertThatThrownBy(() -> store.commit(bad)).isInstanceOf(RuntimeException.class);
        assertThat(store.load(NOW).position()).isZero();
        assertThat(store.load(NOW).items()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aTraceKeepsItsFirstAndItsNewestLines(DatabaseKind kind) {
        NotifyStore store = NotifyTables.open(kind).store();
        Ledger ledger = new Ledger(store.load(NOW));
        for (int i = 0; i < 500; i++) {
            ledger.trace("a", null, NOW, "s", "c" + i);
        }
        ledger.trace("b", null, NOW, "s", "other");
        store.commit(ledger.changes().orElseThrow());

        List<TraceStep> shown = store.trace("a");
        assertThat(shown).hasSize(200);
        assertThat(shown.get(49).code()).isEqualTo("c49");
        assertThat(shown.get(50).code()).isEqualTo("c350");
        assertThat(shown.getLast().code()).isEqualTo("c499");

        store.shorten("a");
        store.shorten("b");
        assertThat(store.trace("a")).isEqualTo(shown);
        assertThat(store.trace("b")).hasSize(1);
        store.deleteBefore(NOW.plusSeconds(1));
        assertThat(store.trace("a")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void receiversAndRoutesAreOfOneVersion(DatabaseKind kind) {
        ReceiverStore store = NotifyTables.open(kind).receivers();
        assertThat(store.insert(new ReceiverStore.Stored(receiver("1", "a", 1), new byte[] {1})))
                .isTrue();
        assertThat(store.insert(new ReceiverStore.Stored(receiver("2", "a", 1), new byte[] {1})))
                .isFalse();
        assertThat(store.insert(new ReceiverStore.Stored(receiver("2", "b", 1), new byte[] {1})))
                .isTrue();
        assertThat(store.update(new ReceiverStore.Stored(receiver("1", "c", 2), new byte[] {2})))
                .isTrue();
        assertThat(store.update(new ReceiverStore.Stored(receiver("1", "d", 2), new byte[] {2})))
                .isFalse();
        assertThatThrownBy(() -> store.update(new ReceiverStore.Stored(receiver("1", "b", 3), new byte[] {2})))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(store.all()).extracting(stored -> stored.receiver().name()).containsExactly("b", "c");
        store.delete("2");
        assertThat(store.all()).hasSize(1);

        Routes first = new Routes(List.of(Route.everything()), 1, "kim", NOW);
        assertThat(store.routes()).isEmpty();
        assertThat(store.replace(first)).isTrue();
        assertThat(store.replace(first)).isFalse();
        assertThat(store.replace(new Routes(List.of(), 3, "kim", NOW))).isFalse();
        assertThat(store.routes()).contains(first);

        assertThat(store.use("n", NOW)).isTrue();
        assertThat(store.use("n", NOW)).isFalse();
        store.forgetLinks(NOW.plusSeconds(1));
        assertThat(store.isUsed("n")).isFalse();
    }

    /// On PostgreSQL what the simulations show on H2.
    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aWholeWayWorksWithARestart(DatabaseKind kind) {
        Simulation world = new Simulation(NOW, NotifyTables.open(kind));
        world.receiver("a");
        String id = world.alerts.fire("cpu", "h1", Severity.WARNING);
        world.pass(Duration.ofSeconds(2));
        world.restart();
        world.alerts.resolve(id);
        world.pass(Duration.ofSeconds(2));

        assertThat(world.channel.kinds("a")).containsExactly(Notice.Kind.FIRING, Notice.Kind.RESOLVED);
    }

    private static Sending sending(String id) {
        return new Sending(
                id,
                "r",
                "g",
                Notice.Kind.FIRING,
                List.of(new Sending.Said("a", Heard.WARNING)),
                NOW,
                NOW,
                0,
                null,
                State.WAITING,
                null,
                null,
                false,
                null);
    }

    private static Receiver receiver(String id, String name, long version) {
        return new Receiver(
                id, name, "webhook", true, Map.of(), List.of(), "en", null, null, null, null, version, null, null,
                null);
    }
}
