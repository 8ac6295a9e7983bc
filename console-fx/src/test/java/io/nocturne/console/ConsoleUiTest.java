package io.nocturne.console;

import static io.nocturne.console.state.ScriptedLink.START;
import static io.nocturne.console.state.ScriptedLink.host;
import static io.nocturne.console.state.ScriptedLink.stopped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.ManualUi;
import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.ScreenEntry;
import io.nocturne.console.fx.ScreenEntry.Place;
import io.nocturne.console.fx.ScreenRegistry;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.screen.host.HostScreen;
import io.nocturne.console.screen.hosts.HostsScreen;
import io.nocturne.console.screen.settings.SettingsScreen;
import io.nocturne.console.shell.Shell;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.state.ScriptedLink;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.Appearance;
import io.nocturne.console.theme.FxThread;
import io.nocturne.console.theme.Pictures;
import io.nocturne.console.theme.Theme;
import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.sample.SeriesKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole console in a real scene, with a server that the test plays.
class ConsoleUiTest {

    private static final double SIZE = 900;
    private static final String SHELL_SHEET = Objects.requireNonNull(
                    Workbench.class.getResource("shell/shell.css"), "the shell's style sheet")
            .toExternalForm();

    @TempDir
    Path folder;

    private final ScriptedLink link = new ScriptedLink();
    private final ManualUi ui = new ManualUi();
    private final SharedView shared = new SharedView();
    private final Texts texts = new Texts(Language.ENGLISH, ZoneOffset.UTC);
    private final AtomicInteger signedOut = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // JUnit calls open first
    private Bench bench;

    private record Bench(Stage stage, Scene scene, StackPane root, Shell shell, Look look) {}

    @BeforeEach
    void open() {
        link.setHosts(host("1", "db-1", START), host("2", "web-1", START));
        link.connect();
        bench = FxThread.call(() -> {
            PreferenceStore preferences = new PreferenceStore(folder.resolve("preferences.json"));
            Look look = new Look(texts, Look.Choice.DARK, () -> Theme.DARK, preferences);
            Shell shell = new Shell(
                    link,
                    texts,
                    link.clock(),
                    ui,
                    shared,
                    navigator -> registry(navigator, preferences, look),
                    signedOut::incrementAndGet);
            StackPane root = new StackPane(shell.build());
            Scene scene = new Scene(root, SIZE, SIZE);
            Appearance.apply(scene, Theme.DARK);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            return new Bench(stage, scene, root, shell, look);
        });
    }

    @AfterEach
    void close() {
        FxThread.run(() -> {
            bench.shell().dispose();
            bench.stage().close();
        });
    }

    @Test
    void listsHostsAndOpensOneByEnter() {
        assertThat(words()).contains("db-1", "web-1", "Reporting", "2 hosts");

        FxThread.run(() -> {
            TableView<?> table = (TableView<?>) bench.scene().lookup(".table-view");
            table.getSelectionModel().select(1);
            table.fireEvent(press(KeyCode.ENTER, false, false, false));
        });

        assertThat(bench.shell().placeId()).isEqualTo("host");
        assertThat(words()).contains("CPU per core", "Filesystems used", "data 0 s old, every 5 s");
    }

    @Test
    void aDoubleClickOpensAHost() {
        Point2D web = FxThread.call(() -> {
            bench.root().layout();
            Node cell = bench.scene().getRoot().lookupAll(".table-cell").stream()
                    .filter(each -> each instanceof IndexedCell<?> indexed && indexed.getIndex() == 1)
                    .findFirst()
                    .orElseThrow();
            return cell.localToScreen(
                    cell.getLayoutBounds().getCenterX(), cell.getLayoutBounds().getCenterY());
        });

        FxThread.run(() -> {
            Robot robot = new Robot();
            robot.mouseMove(web);
            robot.mouseClick(MouseButton.PRIMARY);
            robot.mouseClick(MouseButton.PRIMARY);
        });

        await().atMost(Duration.ofSeconds(20))
                .until(() -> bench.shell().placeId().equals("host"));
        assertThat(words()).contains("web-1");
    }

    @Test
    void theKeyboardStartsAtTheFirstHost() {
        assertThat(FxThread.call(() -> bench.scene().getFocusOwner() instanceof TableView<?>))
                .isTrue();

        press(KeyCode.ENTER, false, false);

        assertThat(bench.shell().placeId()).isEqualTo("host");
    }

    @Test
    void theKeyboardGoesEverywhere() {
        press(KeyCode.DIGIT2, true, false);
        assertThat(bench.shell().placeId()).isEqualTo("settings");
        press(KeyCode.LEFT, false, true);
        assertThat(bench.shell().placeId()).isEqualTo("hosts");
        press(KeyCode.SPACE, false, false);
        assertThat(shared.isPaused()).isTrue();
        press(KeyCode.L, false, false);
        assertThat(shared.isPaused()).isFalse();
        press(KeyCode.SLASH, false, false);
        assertThat(FxThread.call(() -> bench.scene().getFocusOwner() instanceof TextField))
                .isTrue();
    }

    @Test
    void lettersInTheFilterAreLetters() {
        press(KeyCode.SLASH, false, false);

        FxThread.run(() -> {
            TextField filter = (TextField) bench.scene().getFocusOwner();
            filter.setText("web");
            filter.fireEvent(press(KeyCode.SPACE, false, false, false));
        });

        assertThat(shared.isPaused()).isFalse();
        assertThat(words()).contains("web-1", "1 of 2 hosts").doesNotContain("db-1");
    }

    @Test
    void escapeClearsTheFilterAndLeavesTheHost() {
        FxThread.run(() -> {
            bench.shell().open("host", "1");
        });

        press(KeyCode.ESCAPE, false, false);

        assertThat(bench.shell().placeId()).isEqualTo("hosts");
    }

    @Test
    void everyScreenTurnsStaleWithinTwoIntervals() {
        for (String screen : List.of("hosts", "host", "settings")) {
            FxThread.run(() -> bench.shell().open(screen, "host".equals(screen) ? "1" : ""));
            assertThat(isShown("noc-stale-frame")).as(screen).isFalse();

            link.clock().move(Duration.ofMillis(4_100));
            tick();

            assertThat(isShown("noc-stale-frame")).as(screen).isTrue();
            assertThat(words()).as(screen).contains("NO DATA", "?", "Retry now");
            link.connect();
            tick();
            assertThat(isShown("noc-stale-frame")).as(screen).isFalse();
        }
    }

    @Test
    void speaksKoreanWithoutARestart() {
        FxThread.run(() -> {
            bench.look().languageProperty().set(Language.KOREAN);
            bench.root().getChildren().setAll(bench.shell().build());
        });

        assertThat(words()).contains("호스트", "설정", "실시간").doesNotContain("Hosts", "Settings", "Live");
    }

    @Test
    void turnsLightWithoutARestart() {
        FxThread.run(() -> {
            bench.look().choiceProperty().set(Look.Choice.LIGHT);
            Appearance.apply(bench.scene(), bench.look().theme());
        });

        assertThat(Appearance.of(bench.scene())).contains(Theme.LIGHT);
        assertThat(new PreferenceStore(folder.resolve("preferences.json"))
                        .current()
                        .theme())
                .isEqualTo("light");
    }

    @Test
    void openingAndClosingScreensLeavesNoListener() {
        FxThread.run(() -> bench.shell().open("settings", ""));
        int listeners = link.listeners();
        int tickets = ui.open();

        for (int i = 0; i < 50; i++) {
            FxThread.run(() -> {
                bench.shell().open("hosts", "");
                bench.shell().open("host", "1");
                bench.shell().open("settings", "");
            });
        }

        assertThat(link.listeners()).isEqualTo(listeners);
        assertThat(ui.open()).isEqualTo(tickets);
        assertThat(link.subscriptions()).containsOnlyKeys("fleet");
    }

    @Test
    void rebuildingTheShellLeavesNoListener() {
        int listeners = link.listeners();
        int tickets = ui.open();

        for (int i = 0; i < 20; i++) {
            FxThread.run(() -> bench.root().getChildren().setAll(bench.shell().build()));
        }

        assertThat(link.listeners()).isEqualTo(listeners);
        assertThat(ui.open()).isEqualTo(tickets);
    }

    @Test
    void drawsWhatComesLive() {
        FxThread.run(() -> bench.shell().open("host", "1"));

        link.tick("host-", "1", START, Map.of(SeriesKey.of("system.cpu.total.utilization"), 0.512));

        assertThat(words()).contains("51.2 %");
    }

    @Test
    void hostsThatSaidGoodbyeSayWhyInTheListAndOnTheirPage() {
        Instant at = START.plusSeconds(2);
        link.setHosts(
                host("1", "db-1", START.plusSeconds(40)),
                stopped(host("2", "web-1", START), StopReason.AGENT_STOPPED, at),
                stopped(host("3", "web-2", START), StopReason.HOST_SHUTDOWN, at),
                stopped(host("4", "desk-1", START), StopReason.HOST_SUSPEND, at),
                host("5", "web-3", START),
                host("6", "new-1", null));
        link.tick("fleet", "2", START, Map.of(SeriesKey.of("system.cpu.total.utilization"), 0.5));
        link.clock().move(Duration.ofSeconds(42));
        link.connect();
        tick();

        keepPictures("hosts-stopped");
        assertThat(words()).contains("Reporting", "Stale", "Agent stopped", "Shut down", "Asleep", "No data yet");

        FxThread.run(() -> bench.shell().open("host", "4"));
        tick();
        keepPictures("host-asleep");
        assertThat(words()).contains("Host asleep since 14:00:02", "not live · last data 42 s ago");
    }

    /// Wide and off stage: a stage must fit the headless screen.
    private void keepPictures(String name) {
        for (Language language : Language.values()) {
            for (Theme theme : Theme.values()) {
                FxThread.run(() -> {
                    bench.look().languageProperty().set(language);
                    StackPane wide = new StackPane(bench.shell().build());
                    Scene scene = new Scene(wide, 1_440, 900);
                    Appearance.apply(scene, theme);
                    scene.getStylesheets().add(SHELL_SHEET);
                    ui.tick();
                    // The second picture has the rows that the first laid out.
                    scene.snapshot(null);
                    Pictures.keep(
                            scene.snapshot(null),
                            "%s-%s-%s".formatted(name, language.code(), theme == Theme.DARK ? "dark" : "light"));
                });
            }
        }
        FxThread.run(() -> {
            bench.look().languageProperty().set(Language.ENGLISH);
            bench.root().getChildren().setAll(bench.shell().build());
        });
        tick();
    }

    private ScreenRegistry registry(Navigator navigator, PreferenceStore preferences, Look look) {
        HostsScreen hosts = new HostsScreen(link, texts, ui, shared, navigator);
        HostScreen host = new HostScreen(link, texts, ui, shared, navigator);
        SettingsScreen settings = new SettingsScreen(link, preferences, texts, look, "test");
        return new ScreenRegistry(List.of(
                ScreenEntry.inRail("hosts", "hosts.title", "mdoal-dns", Role.VIEWER, Place.TOP, () -> hosts),
                ScreenEntry.below("hosts", "host", Role.VIEWER, () -> host),
                ScreenEntry.inRail(
                        "settings", "settings.title", "mdomz-settings", Role.VIEWER, Place.BOTTOM, () -> settings)));
    }

    private void tick() {
        FxThread.run(ui::tick);
    }

    private void press(KeyCode code, boolean control, boolean alt) {
        FxThread.run(() -> {
            Node target = bench.scene().getFocusOwner() == null
                    ? bench.root().getChildren().getFirst()
                    : bench.scene().getFocusOwner();
            target.fireEvent(press(code, false, control, alt));
        });
    }

    private static KeyEvent press(KeyCode code, boolean shift, boolean control, boolean alt) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, alt, false);
    }

    private boolean isShown(String styleClass) {
        return FxThread.call(() ->
                bench.scene().getRoot().lookupAll("." + styleClass).stream().anyMatch(Node::isVisible));
    }

    /// Every word that is on the screen.
    private Set<String> words() {
        return FxThread.call(() -> ShownWords.of(bench.scene().getRoot()));
    }
}
