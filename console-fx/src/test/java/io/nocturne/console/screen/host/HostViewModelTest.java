package io.nocturne.console.screen.host;

import static io.nocturne.console.state.ScriptedLink.START;
import static io.nocturne.console.state.ScriptedLink.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.chart.ChartLine;
import io.nocturne.console.chart.ChartModel;
import io.nocturne.console.chart.ChartStatus;
import io.nocturne.console.fx.Activation;
import io.nocturne.console.fx.ManualUi;
import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.StateLook;
import io.nocturne.console.fx.TimeSpan;
import io.nocturne.console.net.LinkFault;
import io.nocturne.console.state.ScriptedLink;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.sample.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostViewModelTest {

    private static final SeriesKey ROOT =
            SeriesKey.of("system.filesystem.utilization", Map.of("system.filesystem.mountpoint", "/"));

    private final ScriptedLink link = new ScriptedLink();
    private final ManualUi ui = new ManualUi();
    private final SharedView shared = new SharedView();
    private final Activation life = new Activation();
    private final HostViewModel model =
            new HostViewModel(link, new Texts(Language.ENGLISH, ZoneOffset.UTC), ui, shared, new Navigator() {
                @Override
                public void open(String screenId, String argument) {}

                @Override
                public void back() {}
            });

    @BeforeEach
    void open() {
        link.setHosts(host("1", "db-1", START));
        link.connect();
        model.show("1");
        model.open(life);
    }

    @Test
    void saysWhatTheHostIs() {
        link.tick("host-", "1", START, Map.of(SeriesKey.of("system.uptime"), 3_542_400.0));

        assertThat(face().name()).isEqualTo("db-1");
        assertThat(face().chips()).containsExactly("role db", "site pus1");
        assertThat(face().description())
                .isEqualTo("Debian GNU/Linux 12 · amd64 · 4 cores · 8 GiB · up 41 d · agent 0.1.0");
        assertThat(face().age()).isEqualTo("data 0 s old, every 5 s");
    }

    @Test
    void stacksCpuByModeAndPutsTheRestTogether() {
        Map<SeriesKey, Double> values = new HashMap<>();
        Map.of("system", 0.1, "user", 0.3, "iowait", 0.05, "idle", 0.5, "steal", 0.02, "nice", 0.03)
                .forEach((mode, value) ->
                        values.put(SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", mode)), value));
        values.put(SeriesKey.of("system.cpu.total.utilization"), 0.45);

        link.tick("host-", "1", START, values);

        PanelModel cpu = panel(ChartKind.CPU);
        assertThat(cpu.value()).isEqualTo("45.0 %");
        assertThat(cpu.chart().lines())
                .extracting(ChartLine::label)
                .containsExactly("system", "user", "iowait", "other");
        assertThat(cpu.chart().lines().getLast().points().avg(0)).isEqualTo(0.05);
    }

    @Test
    void theWindowFollowsTheServersClockUntilItIsPaused() {
        link.clock().move(Duration.ofSeconds(10));
        ui.tick();
        assertThat(chart().window().to()).isEqualTo(START.plusSeconds(10));

        shared.pausedAtProperty().set(START.plusSeconds(10));
        link.clock().move(Duration.ofSeconds(60));
        ui.tick();

        assertThat(chart().window().to()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void aWiderRangeIsAskedFor() {
        int before = link.questions().size();

        shared.spanProperty().set(TimeSpan.DAY);

        assertThat(link.questions()).hasSize(before + 1);
        assertThat(chart().window().span()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void endsInHatchWhenTheLinkIsStale() {
        link.tick("host-", "1", START, Map.of(ROOT, 0.2));
        Instant lastFrame = link.clock().instant();

        link.clock().move(Duration.ofSeconds(5));
        ui.tick();

        assertThat(face().stale()).isTrue();
        assertThat(chart().staleSince()).isEqualTo(lastFrame);
    }

    @Test
    void endsInHatchWhenOnlyThisHostIsSilent() {
        link.clock().move(Duration.ofSeconds(30));
        link.connect();
        ui.tick();

        assertThat(face().state()).isEqualTo(HostState.STALE);
        assertThat(chart().staleSince()).isEqualTo(START);
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT_STOPPED, STOPPED, Agent stopped 14:00:03",
        "HOST_SHUTDOWN, SHUT_DOWN, Host shut down 14:00:03",
        "HOST_SUSPEND, ASLEEP, Host asleep since 14:00:03",
        ", STOPPED, Stopped 14:00:03"
    })
    void saysWhyAndSinceWhenAHostIsStopped(@Nullable StopReason reason, GlyphState glyph, String word) {
        goodbye(reason);

        assertThat(face().state()).isEqualTo(HostState.STOPPED);
        assertThat(face().look()).isEqualTo(new StateLook(glyph, word));
        assertThat(face().stale()).isTrue();
        assertThat(face().age()).isEqualTo("not live · last data 30 s ago");
        assertThat(chart().staleSince()).isEqualTo(START);
    }

    @Test
    void aGoodbyeOfAnotherDayIsToldWithItsDay() {
        goodbye(StopReason.HOST_SHUTDOWN);
        link.clock().move(Duration.ofDays(2));
        link.connect();
        ui.tick();

        assertThat(face().look().word()).isEqualTo("Host shut down 11-22 14:00");
    }

    @Test
    void withoutALinkAGoodbyeIsNoLongerKnownToHold() {
        goodbye(StopReason.HOST_SUSPEND);

        link.clock().move(Duration.ofSeconds(5));
        ui.tick();

        assertThat(face().look().glyph()).isEqualTo(GlyphState.STALE);
    }

    @Test
    void saysWhyHistoryIsMissingAndTriesAgain() {
        link.setFault(LinkFault.REFUSED);
        model.retry();
        ui.tick();
        assertThat(face().problem())
                .isEqualTo("History could not be loaded from nocturne.test:8443. connection refused");
        assertThat(chart().status()).isInstanceOf(ChartStatus.Failed.class);

        link.setFault(null);
        model.retry();
        ui.tick();

        assertThat(face().problem()).isEmpty();
        assertThat(chart().status()).isInstanceOf(ChartStatus.Empty.class);
    }

    @Test
    void listsOnlyWhatTheHostTold() {
        link.tick("host-", "1", START, Map.of(ROOT, 0.226));

        assertThat(face().facts()).extracting(FactTable::title).containsExactly("Filesystems", "Inventory");
        assertThat(face().facts().getFirst().rows().getFirst()).containsExactly("/", "22.6 %", "no data", "no data");
    }

    @Test
    void leavesNothingBehind() {
        life.end();
        int before = link.listeners();
        for (int i = 0; i < 200; i++) {
            model.open(life);
            life.end();
        }

        assertThat(link.listeners()).isEqualTo(before);
        assertThat(link.subscriptions()).containsOnlyKeys("fleet");
        assertThat(ui.open()).isZero();
    }

    private void goodbye(@Nullable StopReason reason) {
        link.clock().move(Duration.ofSeconds(30));
        link.setHosts(ScriptedLink.stopped(host("1", "db-1", START), reason, START.plusSeconds(3)));
        link.connect();
        ui.tick();
    }

    private HostFace face() {
        return Objects.requireNonNull(model.faceProperty().get());
    }

    private PanelModel panel(ChartKind kind) {
        return Objects.requireNonNull(face().charts().get(kind));
    }

    private ChartModel chart() {
        return panel(ChartKind.FILESYSTEMS).chart();
    }
}
