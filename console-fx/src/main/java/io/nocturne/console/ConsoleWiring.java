package io.nocturne.console;

import io.nocturne.console.fx.FxBridge;
import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.ScreenEntry;
import io.nocturne.console.fx.ScreenEntry.Place;
import io.nocturne.console.fx.ScreenRegistry;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.UiErrors;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.net.Backoff;
import io.nocturne.console.net.CertificateProbe;
import io.nocturne.console.net.PinStore;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.screen.host.HostScreen;
import io.nocturne.console.screen.hosts.HostsScreen;
import io.nocturne.console.screen.login.LoginScreen;
import io.nocturne.console.screen.settings.SettingsScreen;
import io.nocturne.console.shell.Shell;
import io.nocturne.console.state.Gate;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.state.Preferences;
import io.nocturne.console.state.SignIn;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.Theme;
import io.nocturne.model.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console, put together; reads top to bottom like a table of contents.
final class ConsoleWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWiring.class);

    private final InstantSource clock = InstantSource.system();
    private final UiErrors errors = new UiErrors(clock);
    private final ScheduledExecutorService live = single("nocturne-live");
    private final ScheduledExecutorService timer = single("nocturne-ui");
    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private final UiThread ui = new FxBridge(timer, io, errors);
    private final SharedView shared = new SharedView();

    private final ConsoleOptions options;
    private final PreferenceStore preferences;
    private final PinStore pins;
    private final Gate gate;
    private final Texts texts;
    private final Look look;

    /// `folder` keeps preferences and pins; `system` tells the operating system's theme.
    ConsoleWiring(ConsoleOptions options, Path folder, Supplier<Theme> system) {
        this.options = options;
        this.preferences = new PreferenceStore(folder.resolve("preferences.json"));
        this.pins = new PinStore(folder.resolve("pins"));
        this.gate = new SignIn(
                pins,
                new CertificateProbe(pins, System::nanoTime),
                io,
                live,
                clock,
                new Backoff(() -> ThreadLocalRandom.current().nextDouble()));
        Preferences remembered = preferences.current();
        this.texts = new Texts(language(options, remembered), ZoneId.systemDefault());
        this.look = new Look(texts, theme(options, remembered), system, preferences);
        options.dataFolder().ifPresent(data -> trustLocal(options.server(), data));
    }

    Look look() {
        return look;
    }

    SharedView shared() {
        return shared;
    }

    UiErrors errors() {
        return errors;
    }

    UiThread ui() {
        return ui;
    }

    Gate gate() {
        return gate;
    }

    /// The window's content, showing the sign-in page.
    Workbench workbench(double width, double height, BooleanSupplier capsLock) {
        Workbench workbench = new Workbench(
                width,
                height,
                look,
                preferences,
                clock,
                ui,
                (bench, thread) -> new LoginScreen(
                        new LoginScreen.LoginTerms(
                                options.server(),
                                options.user(),
                                capsLock,
                                clock,
                                bench::opened,
                                code -> thread.post(() -> bench.sessionEnded(code))),
                        gate,
                        preferences,
                        texts,
                        look,
                        thread),
                this::shell);
        errors.listen(what -> ui.post(() -> workbench.notice(what)));
        return workbench;
    }

    private Shell shell(Monitored link, Runnable whenSignedOut) {
        return new Shell(link, texts, clock, ui, shared, navigator -> registry(link, navigator), whenSignedOut);
    }

    private ScreenRegistry registry(Monitored link, Navigator navigator) {
        HostsScreen hosts = new HostsScreen(link, texts, ui, shared, navigator);
        HostScreen host = new HostScreen(link, texts, ui, shared, navigator);
        SettingsScreen settings = new SettingsScreen(link, preferences, texts, look, version());
        return new ScreenRegistry(List.of(
                ScreenEntry.inRail(HostsScreen.ID, "hosts.title", "mdoal-dns", Role.VIEWER, Place.TOP, () -> hosts),
                ScreenEntry.below(HostsScreen.ID, HostScreen.ID, Role.VIEWER, () -> host),
                ScreenEntry.inRail(
                        SettingsScreen.ID,
                        "settings.title",
                        "mdomz-settings",
                        Role.VIEWER,
                        Place.BOTTOM,
                        () -> settings)));
    }

    /// A server on this machine whose data we can read needs no fingerprint: its certificate lies in the
    /// data.
    private void trustLocal(ServerAddress server, Path data) {
        Path ca = data.resolve("tls").resolve("ca.pem");
        if (!server.isLoopback() || !Files.isReadable(ca)) {
            return;
        }
        try {
            pins.pin(server, PinStore.read(ca));
        } catch (CertificateException e) {
            LOG.warn("{} is no certificate, the fingerprint has to be compared: {}", ca, e.getMessage());
        }
    }

    static String version() {
        return Objects.requireNonNullElse(ConsoleWiring.class.getPackage().getImplementationVersion(), "0.1.0-dev");
    }

    private static Language language(ConsoleOptions options, Preferences remembered) {
        return options.language()
                .or(() -> Optional.ofNullable(remembered.language()).flatMap(Language::ofCode))
                .or(() -> Language.ofCode(Locale.getDefault().getLanguage()))
                .orElse(Language.ENGLISH);
    }

    private static Look.Choice theme(ConsoleOptions options, Preferences remembered) {
        return options.theme()
                .or(() -> Arrays.stream(Look.Choice.values())
                        .filter(choice -> choice.name().equalsIgnoreCase(remembered.theme()))
                        .findFirst())
                .orElse(Look.Choice.DARK);
    }

    private static ScheduledExecutorService single(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    @Override
    public void close() {
        live.shutdownNow();
        timer.shutdownNow();
        io.shutdownNow();
    }
}
