package io.nocturne.console;

import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.TimeSpan;
import io.nocturne.console.net.Probe;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.shell.Shell;
import io.nocturne.console.state.Gate;
import io.nocturne.console.state.ServerLink;
import io.nocturne.console.text.Language;
import io.nocturne.console.theme.FxThread;
import io.nocturne.console.theme.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;

/// Draws the console's screens off stage from a running server: `main(server URL, data directory,
/// output directory [, "stale"])`. With the fourth argument it prints a line, waits until the
/// server is gone, and draws that too.
///
/// Run it with `-Dglass.platform=Headless -Dprism.order=sw --enable-native-access=ALL-UNNAMED`.
final class Screenshots implements AutoCloseable {

    private static final int WIDTH = 1_440;
    private static final int HEIGHT = 900;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STALE_PATIENCE = Duration.ofMinutes(5);

    private final ConsoleWiring wiring;
    private final Workbench workbench;
    private final Path output;

    private Screenshots(ConsoleWiring wiring, Path output) {
        this.wiring = wiring;
        this.output = output;
        this.workbench = FxThread.call(() -> wiring.workbench(WIDTH, HEIGHT, () -> false));
    }

    public static void main(String[] arguments) throws IOException {
        ServerAddress server = ServerAddress.parse(arguments[0]);
        Path data = Path.of(arguments[1]);
        Path output = Files.createDirectories(Path.of(arguments[2]));
        boolean stale = arguments.length > 3 && "stale".equals(arguments[3]);
        drawLogin(server, output);
        drawShell(server, data, output, stale);
        System.exit(0);
    }

    private static void drawLogin(ServerAddress server, Path output) throws IOException {
        try (Screenshots shots = open(server, Optional.empty(), output)) {
            shots.await(() -> shots.shows("noc-fingerprint"), PATIENCE);
            shots.inEveryLook("login");
        }
    }

    private static void drawShell(ServerAddress server, Path data, Path output, boolean stale) throws IOException {
        try (Screenshots shots = open(server, Optional.of(data), output)) {
            ServerLink link = shots.signIn(server, password(data));
            shots.await(() -> link.fleet().snapshot().hosts().stream().anyMatch(host -> host.load() != null), PATIENCE);
            shots.pause(Duration.ofSeconds(7));
            shots.inEveryLook("hosts");
            shots.open("settings", "");
            shots.inEveryLook("settings");
            String host = link.fleet().snapshot().hosts().getFirst().host().hostId();
            shots.open("host", host);
            shots.pause(Duration.ofSeconds(3));
            shots.inEveryLook("host");
            if (stale) {
                System.out.println("Now end the server: waiting until the console is stale.");
                shots.await(() -> link.link().isStale(), STALE_PATIENCE);
                shots.pause(Duration.ofSeconds(8));
                shots.inEveryLook("stale");
                shots.open("hosts", "");
                shots.pause(Duration.ofSeconds(1));
                shots.inEveryLook("stale-hosts");
            }
        }
    }

    private static Screenshots open(ServerAddress server, Optional<Path> data, Path output) throws IOException {
        Path folder = Files.createTempDirectory("nocturne-screenshots");
        ConsoleOptions options = new ConsoleOptions(
                server, Optional.of("admin"), data, Optional.of(Look.Choice.DARK), Optional.of(Language.ENGLISH));
        ConsoleWiring wiring = FxThread.call(() -> new ConsoleWiring(options, folder, () -> Theme.DARK));
        return new Screenshots(wiring, output);
    }

    private static String password(Path data) throws IOException {
        String given = System.getenv("NOCTURNE_ADMIN_PASSWORD");
        return given != null
                ? given
                : Files.readString(data.resolve("initial-admin-password")).strip();
    }

    private ServerLink signIn(ServerAddress server, String password) {
        Gate gate = wiring.gate();
        if (!(gate.probe(server) instanceof Probe.Reached seen)) {
            throw new IllegalStateException("no server answers at " + server);
        }
        Gate.Entrance entrance = gate.enter(server, seen, "admin", password, _ -> {});
        if (!(entrance instanceof Gate.Entrance.Opened opened)) {
            throw new IllegalStateException("the server did not let us in: " + entrance);
        }
        FxThread.run(() -> workbench.opened(opened.link()));
        return opened.link();
    }

    private void open(String screen, String argument) {
        SharedView shared = wiring.shared();
        FxThread.run(() -> {
            shared.spanProperty().set(TimeSpan.QUARTER_HOUR);
            Shell shell = Objects.requireNonNull(workbench.shell());
            shell.open(screen, argument);
        });
    }

    private void inEveryLook(String name) {
        for (Look.Choice theme : List.of(Look.Choice.DARK, Look.Choice.LIGHT)) {
            for (Language language : Language.values()) {
                FxThread.run(() -> {
                    wiring.look().choiceProperty().set(theme);
                    wiring.look().languageProperty().set(language);
                });
                // Built anew: the data comes within a second, a picture or two before it lays the nodes out.
                FxThread.run(() -> workbench.scene().snapshot(null));
                pause(Duration.ofMillis(2_500));
                FxThread.run(() -> workbench.scene().snapshot(null));
                WritableImage image = FxThread.call(() -> workbench.scene().snapshot(null));
                write(
                        image,
                        "%s-%s-%s.png"
                                .formatted(name, language.code(), theme.name().toLowerCase(Locale.ROOT)));
            }
        }
        FxThread.run(() -> {
            wiring.look().choiceProperty().set(Look.Choice.DARK);
            wiring.look().languageProperty().set(Language.ENGLISH);
        });
    }

    private boolean shows(String styleClass) {
        return FxThread.call(
                () -> !workbench.scene().getRoot().lookupAll("." + styleClass).isEmpty());
    }

    private void await(BooleanSupplier condition, Duration atMost) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(200)).until(condition::getAsBoolean);
    }

    /// Lets the running server's data come in; a picture has nothing to wait for but time.
    private void pause(Duration time) {
        try {
            boolean never = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
            if (never) {
                throw new IllegalStateException("nobody counts this latch down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(WritableImage image, String name) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        buffered.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            ImageIO.write(buffered, "png", output.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        FxThread.run(workbench::leave);
        wiring.close();
    }
}
