package io.nocturne.console.chart;

import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.Logo;
import io.nocturne.console.theme.StateGlyph;
import io.nocturne.model.metric.Display;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A host's page made of this package's parts, for the eye.
final class Gallery {

    private final boolean korean;
    private final Locale locale;
    private final @Nullable Instant crosshair;
    private final @Nullable Instant staleSince;

    Gallery(Locale locale, @Nullable Instant crosshair, @Nullable Instant staleSince) {
        this.korean = locale.getLanguage().equals("ko");
        this.locale = locale;
        this.crosshair = crosshair;
        this.staleSince = staleSince;
    }

    Parent page() {
        BorderPane shell = new BorderPane();
        shell.getStyleClass().add("noc-shell");
        shell.setLeft(rail());
        GridPane grid = new GridPane();
        grid.getStyleClass().addAll("noc-panels", "noc-content");
        List<ChartPanel> panels =
                List.of(cpu(), cores(), memory(), disk(), io(), many(), nothing(), failed(), filesystem());
        for (int i = 0; i < panels.size(); i++) {
            GridPane.setHgrow(panels.get(i), Priority.ALWAYS);
            GridPane.setVgrow(panels.get(i), Priority.ALWAYS);
            panels.get(i).setPrefWidth(400);
            grid.add(panels.get(i), i % 3, i / 3);
        }
        VBox center = new VBox(topBar(), strip(), grid);
        VBox.setVgrow(grid, Priority.ALWAYS);
        shell.setCenter(center);
        shell.setBottom(statusBar());
        return shell;
    }

    private VBox rail() {
        VBox logo = new VBox(new Logo(28));
        logo.getStyleClass().add("noc-rail-logo");
        VBox rail = new VBox(logo);
        rail.getStyleClass().add("noc-rail");
        for (String name : List.of(say("Overview", "개요"), say("Hosts", "호스트"), say("Time machine", "타임머신"))) {
            ToggleButton item = new ToggleButton(name);
            item.getStyleClass().setAll("noc-rail-item", name.length() > 10 ? "noc-rail-item-long" : "noc-rail-word");
            item.setSelected(rail.getChildren().size() == 2);
            item.setGraphic(new StateGlyph(GlyphState.OK, 22));
            rail.getChildren().add(item);
        }
        return rail;
    }

    private HBox topBar() {
        Label title = styled(new Label(say("Hosts", "호스트")), "noc-title");
        Label crumb = styled(new Label("pus1-db-02"), "noc-crumb");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        TextField search = styled(new TextField(), "noc-search");
        search.setPromptText(say("Search hosts, alerts, commands", "호스트, 경보, 명령 검색"));
        ToggleButton live = new ToggleButton(say("Live", "실시간"));
        live.setSelected(true);
        HBox segment = styled(new HBox(live, new ToggleButton(say("Pause", "일시정지"))), "noc-segment");
        HBox bar = new HBox(title, crumb, space, search, segment);
        for (GlyphState state : GlyphState.values()) {
            bar.getChildren().add(styled(new HBox(new StateGlyph(state), new Label("2")), "noc-counter"));
        }
        bar.getChildren()
                .addAll(
                        styled(new Button(say("Silence", "알림 중지")), "noc-button"),
                        styled(new Button(say("Acknowledge", "확인")), "noc-button-primary"),
                        styled(new Label("role db"), "noc-tag"));
        return styled(bar, "noc-topbar");
    }

    private HBox strip() {
        Label word = styled(new Label(say("NO DATA", "데이터 없음")), "noc-strip-word");
        Label since = new Label(say("since 14:02:31, 56 s, retry in 4 s", "14:02:31부터, 56초, 4초 후 재시도"));
        HBox strip = styled(new HBox(new StateGlyph(GlyphState.STALE, 16), word, since), "noc-strip");
        strip.getStyleClass().add("noc-strip-stale");
        return strip;
    }

    private HBox statusBar() {
        HBox live = styled(
                new HBox(styled(styled(new Region(), "noc-dot"), "noc-dot-live"), new Label(say("Live", "실시간"))),
                "noc-status-item");
        return styled(new HBox(new Label("nocturne.ops.halla.io:8443"), new Label("TLS 1.3"), live), "noc-statusbar");
    }

    private ChartPanel cpu() {
        List<ChartLine> layers = List.of(
                ChartLine.of("system", "system", Samples.walk(1, 0.09, 0.01, 0, true))
                        .inColor(5),
                ChartLine.of("user", "user", Samples.walk(2, 0.33, 0.05, 0.1, true))
                        .inColor(1),
                ChartLine.of("iowait", "iowait", Samples.walk(3, 0.03, 0.02, 0.12, true))
                        .inColor(2));
        return panel(
                "CPU",
                say("16 cores", "16코어"),
                "51.2 %",
                chart(model(Display.PERCENT, layers)
                        .withStyle(LineStyle.STACKED_AREA)
                        .withBounds(Bounds.UTILIZATION)));
    }

    private ChartPanel cores() {
        List<ChartLine> rows = new ArrayList<>();
        for (int core = 0; core < 16; core++) {
            Points points = Samples.walk(100 + core, core == 2 ? 0.6 : 0.15 + 0.02 * core, 0.08, 0.2, true);
            rows.add(ChartLine.of("core" + core, say("core ", "코어 ") + core, points));
        }
        HeatStrip strip = new HeatStrip(locale, Samples.SEOUL);
        strip.setModel(model(Display.PERCENT, rows));
        strip.crosshairProperty().set(crosshair);
        return panel(say("CPU per core", "코어별 CPU"), say("busy cores stand out", "바쁜 코어가 두드러짐"), "94 %", strip);
    }

    private ChartPanel memory() {
        double gib = 1L << 30;
        List<ChartLine> layers = List.of(
                ChartLine.of("used", say("used", "사용"), Samples.walk(5, 47.8 * gib, 0.2 * gib, gib, true)),
                ChartLine.of("cache", say("buffers, cache", "버퍼, 캐시"), Samples.walk(6, 4.5 * gib, 0.1 * gib, 0, true)));
        return panel(
                say("Memory", "메모리"),
                "64 GiB",
                "74.6 %",
                chart(model(Display.BINARY_BYTES, layers)
                        .withStyle(LineStyle.STACKED_AREA)
                        .withBounds(new Bounds(0, 64 * gib))));
    }

    private ChartPanel disk() {
        Points.Builder wide = Points.builder();
        Points base = Samples.walk(7, 0.008, 0.004, 0.045, true);
        for (int i = 0; i < base.size(); i++) {
            wide.add(base.time(i), base.avg(i) * 0.6, base.avg(i), base.avg(i) * 1.5);
        }
        return panel(
                say("Disk await", "디스크 대기 시간"),
                "sda",
                "61 ms",
                chart(model(Display.MILLISECONDS, List.of(ChartLine.of("await", say("await", "대기"), wide.build())))));
    }

    private ChartPanel io() {
        return panel(
                say("Disk I/O", "디스크 I/O"),
                "sda",
                "266 MB/s",
                chart(model(
                        Display.BYTE_RATE,
                        List.of(
                                ChartLine.of("write", say("write", "쓰기"), Samples.walk(8, 110e6, 40e6, 150e6, true)),
                                ChartLine.of("read", say("read", "읽기"), Samples.walk(9, 44e6, 12e6, 0, true))))));
    }

    private ChartPanel many() {
        List<ChartLine> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(ChartLine.of("eth" + i, "eth" + i, Samples.walk(20 + i, 1e6 * (2 + 3 * i), 2e6, 0, true)));
        }
        return panel(
                say("Network in", "네트워크 수신"),
                say("by interface", "인터페이스별"),
                "173 MB/s",
                chart(model(Display.BYTE_RATE, lines)));
    }

    private ChartPanel nothing() {
        return panel(
                say("Swap", "스왑"),
                "",
                "",
                chart(model(Display.PERCENT, List.of())
                        .withStatus(
                                new ChartStatus.Empty(say("This host has no swap space.", "이 호스트에는 스왑 공간이 없습니다.")))));
    }

    private ChartPanel failed() {
        return panel(
                say("Load average", "평균 부하"),
                "",
                "1.6",
                chart(model(Display.NUMBER, List.of(ChartLine.of("1m", "1 m", Samples.walk(40, 1.6, 0.3, 0, false))))
                        .withStatus(new ChartStatus.Failed(
                                say("History could not be read: server-busy.", "기록을 읽지 못했습니다: server-busy.")))));
    }

    private ChartPanel filesystem() {
        ChartPanel panel = panel(
                say("Filesystem used", "파일 시스템 사용량"),
                "/var/lib/postgresql, 1.8 TB",
                "96.4 %",
                chart(model(
                        Display.DECIMAL_BYTES,
                        List.of(ChartLine.of("used", say("used", "사용"), Samples.walk(41, 1.74e12, 2e9, 4e10, true))))));
        panel.setStale(true);
        return panel;
    }

    private ChartModel model(Display display, List<ChartLine> lines) {
        return ChartModel.of(display, Samples.HOUR)
                .withLines(
                        staleSince == null
                                ? lines
                                : lines.stream().map(this::cut).toList())
                .withGapAfter(Duration.ofMillis(12_500))
                .withStaleSince(staleSince);
    }

    private ChartLine cut(ChartLine line) {
        Points.Builder kept = Points.builder();
        Points all = line.points();
        long end = staleSince == null ? Long.MAX_VALUE : staleSince.toEpochMilli();
        for (int i = 0; i < all.size() && all.time(i) <= end; i++) {
            kept.add(all.time(i), all.min(i), all.avg(i), all.max(i));
        }
        return new ChartLine(line.key(), line.label(), kept.build(), line.color());
    }

    private TimeChart chart(ChartModel model) {
        TimeChart chart = new TimeChart(locale, Samples.SEOUL);
        chart.setModel(model);
        chart.crosshairProperty().set(crosshair);
        return chart;
    }

    private static ChartPanel panel(String title, String subtitle, String value, TimeDrawing drawing) {
        ChartPanel panel = new ChartPanel(drawing);
        panel.setTitle(title);
        panel.setSubtitle(subtitle);
        panel.setValue(value);
        return panel;
    }

    private String say(String english, String koreanText) {
        return korean ? koreanText : english;
    }

    private static <T extends javafx.scene.Node> T styled(T node, String styleClass) {
        node.getStyleClass().add(styleClass);
        return node;
    }
}
