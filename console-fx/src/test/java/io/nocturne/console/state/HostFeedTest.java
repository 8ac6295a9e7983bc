package io.nocturne.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.net.LinkFault;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostFeedTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final SeriesKey CPU = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user"));
    private static final Instant START = ScriptedLink.START;

    private final ScriptedLink link = new ScriptedLink().connect();

    @Test
    void joinsHistoryAndLiveWithoutAGapOrATwin() {
        link.setHistory(_ -> ScriptedLink.result(0, List.of(series(point(-10, 0.1), point(-5, 0.2), point(0, 0.3)))));
        HostFeed feed = link.openHost("h1", QUARTER);

        tick(0, 0.3);
        tick(5, 0.4);

        assertThat(points(feed)).containsExactly(point(-10, 0.1), point(-5, 0.2), point(0, 0.3), point(5, 0.4));
    }

    @Test
    void subscribesBeforeItAsks() {
        link.setHistory(_ -> {
            assertThat(link.subscriptions()).containsKey("host-1");
            return ScriptedLink.result(0, List.of());
        });

        link.openHost("h1", QUARTER);

        assertThat(link.questions()).hasSize(2);
    }

    @Test
    void anAnswerInStepsEndsWhereLiveBegins() {
        link.setHistory(_ -> ScriptedLink.result(60_000, List.of(series(point(-120, 0.1), point(-60, 0.2)))));
        HostFeed feed = link.openHost("h1", Duration.ofDays(1));

        tick(-5, 0.9);
        tick(5, 0.4);

        assertThat(points(feed)).containsExactly(point(-120, 0.1), point(-60, 0.2), point(5, 0.4));
    }

    @Test
    void asksForWhatASlowLinkLeftOut() {
        HostFeed feed = link.openHost("h1", QUARTER);
        link.setHistory(_ -> ScriptedLink.result(0, List.of(series(point(5, 0.5), point(10, 0.6)))));

        link.tick("host-", "h1", START.plusSeconds(15), Map.of(CPU, 0.7), START.plusSeconds(5));

        String asked = URLDecoder.decode(link.questions().getLast().path(), StandardCharsets.UTF_8);
        assertThat(asked).contains("from=2026-11-22T14:00:05Z", "to=2026-11-22T14:00:15Z");
        assertThat(points(feed)).containsExactly(point(5, 0.5), point(10, 0.6), point(15, 0.7));
    }

    @Test
    void asksForWhatNoTickNames() {
        HostFeed feed = link.openHost("h1", QUARTER);
        link.setHistory(_ -> ScriptedLink.result(0, List.of(series(point(5, 0.5), point(10, 0.6)))));

        link.say(new LiveMessage.SamplesMissed("fleet", 1, START, START, START.plusSeconds(99), 9));
        int questions = link.questions().size();
        link.say(new LiveMessage.SamplesMissed("host-1", 2, START, START.plusSeconds(5), START.plusSeconds(11), 2));

        assertThat(link.questions()).hasSize(questions + 1);
        String asked = URLDecoder.decode(link.questions().getLast().path(), StandardCharsets.UTF_8);
        assertThat(asked).contains("from=2026-11-22T14:00:05Z", "to=2026-11-22T14:00:11Z");
        assertThat(points(feed)).containsExactly(point(5, 0.5), point(10, 0.6));
    }

    @Test
    void fillsTheGapOfABrokenLink() {
        HostFeed feed = link.openHost("h1", QUARTER);
        tick(0, 0.1);
        link.breakOff();
        link.clock().move(Duration.ofSeconds(60));
        link.setHistory(_ -> ScriptedLink.result(0, List.of(series(point(0, 0.1), point(30, 0.2)))));

        link.connect();
        tick(60, 0.3);

        assertThat(points(feed)).containsExactly(point(0, 0.1), point(30, 0.2), point(60, 0.3));
    }

    @Test
    void looksASecondTimeForWhatAgentsDeliverLate() {
        HostFeed feed = link.openHost("h1", QUARTER);
        link.connect();
        link.setHistory(_ -> ScriptedLink.result(0, List.of(series(point(-30, 0.2)))));

        link.timer().move(Duration.ofSeconds(20));

        assertThat(points(feed)).containsExactly(point(-30, 0.2));
    }

    @Test
    void keepsItsDataWhenHistoryFails() {
        HostFeed feed = link.openHost("h1", QUARTER);
        tick(0, 0.1);
        link.setFault(LinkFault.TIMEOUT);

        feed.reload();

        assertThat(feed.snapshot(Instant.MIN).history()).isInstanceOf(HistoryState.Failed.class);
        assertThat(points(feed)).hasSize(1);
    }

    @Test
    void leavesNothingBehind() {
        int before = link.listeners();
        HostFeed feed = link.openHost("h1", QUARTER);
        link.connect();

        feed.close();

        assertThat(link.listeners()).isEqualTo(before);
        assertThat(link.subscriptions()).containsOnlyKeys("fleet");
        assertThat(link.timer().waiting()).isZero();
    }

    @Test
    void ignoresTicksOfALayoutThatWasNotDeclared() {
        HostFeed feed = link.openHost("h1", QUARTER);

        link.say(new LiveMessage.SampleTick(
                "host-1", 1, START, "h1", "unknown", START, SampleValues.of(1.0), null, null));

        assertThat(points(feed)).isEmpty();
    }

    private void tick(long second, double value) {
        link.tick("host-", "h1", START.plusSeconds(second), Map.of(CPU, value));
    }

    private static List<SeriesPoint> points(HostFeed feed) {
        return feed.snapshot(Instant.MIN).series().getOrDefault(CPU, List.of());
    }

    private static SeriesPoint point(long second, double value) {
        return SeriesPoint.of(START.plusSeconds(second), value);
    }

    private static SeriesData series(SeriesPoint... points) {
        return new SeriesData("h1", CPU.metric(), CPU.attributes(), List.of(points));
    }
}
