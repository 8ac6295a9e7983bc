package io.nocturne.console;

import io.nocturne.console.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The JavaFX application: one window around the workbench.
public final class ConsoleApp extends Application {

    private static final double WIDTH = 1_440;
    private static final double HEIGHT = 900;
    private static final double MIN_WIDTH = 1_200;
    private static final double MIN_HEIGHT = 760;
    private static final AtomicReference<@Nullable Start> START = new AtomicReference<>();

    private @Nullable ConsoleWiring wiring;
    private @Nullable Workbench workbench;

    private record Start(ConsoleOptions options, Path folder) {}

    /// Shows the window and returns when it was closed.
    static void run(ConsoleOptions options, Path folder) {
        START.set(new Start(options, folder));
        launch(ConsoleApp.class);
    }

    @Override
    public void start(Stage stage) {
        Start start = START.get();
        if (start == null) {
            throw new IllegalStateException("the console is started by ConsoleMain");
        }
        ConsoleWiring built = new ConsoleWiring(start.options(), start.folder(), ConsoleApp::systemTheme);
        wiring = built;
        Thread.currentThread().setUncaughtExceptionHandler(built.errors());
        Rectangle2D area = Screen.getPrimary().getVisualBounds();
        Workbench bench = built.workbench(
                Math.min(WIDTH, area.getWidth()), Math.min(HEIGHT, area.getHeight()), ConsoleApp::isCapsLockOn);
        workbench = bench;
        stage.setScene(bench.scene());
        stage.setMinWidth(Math.min(MIN_WIDTH, area.getWidth()));
        stage.setMinHeight(Math.min(MIN_HEIGHT, area.getHeight()));
        stage.titleProperty().bind(bench.titleProperty());
        stage.setOnCloseRequest(_ -> hidePopups());
        stage.show();
    }

    @Override
    public void stop() {
        hidePopups();
        if (workbench != null) {
            workbench.leave();
        }
        if (wiring != null) {
            wiring.close();
        }
    }

    /// A popup that still shows when the toolkit exits crashes it on Linux.
    private static void hidePopups() {
        List.copyOf(Window.getWindows()).stream()
                .filter(PopupWindow.class::isInstance)
                .forEach(Window::hide);
    }

    private static boolean isCapsLockOn() {
        return Platform.isKeyLocked(KeyCode.CAPS).orElse(false);
    }

    private static Theme systemTheme() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.LIGHT ? Theme.LIGHT : Theme.DARK;
    }
}
