package io.nocturne.console;

import io.nocturne.console.fx.Look;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.text.Language;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The console's command line. Not the [javafx.application.Application] itself: the runtime would
/// then look for JavaFX modules, and the console runs from plain jars.
@Command(
        name = "nocturne console",
        description = "Opens the Nocturne console.",
        versionProvider = ConsoleMain.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ConsoleMain implements Callable<Integer> {

    static final int NO_DISPLAY = 3;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "https://localhost:8443",
            description = "The server to sign in to (default: ${DEFAULT-VALUE}).")
    private String server = "https://localhost:8443";

    @Option(names = "--user", paramLabel = "NAME", description = "The user name to start with.")
    private @Nullable String user;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of a server on this machine; its certificate is trusted without asking.")
    private @Nullable Path data;

    @Option(names = "--theme", paramLabel = "THEME", description = "dark, light or system.")
    private @Nullable String theme;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "en or ko.")
    private @Nullable String language;

    @Spec
    private @Nullable CommandSpec spec;

    /// Runs the console; the exit code is 0, 2 for a wrong command line, 3 without a display.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ConsoleMain());
    }

    @Override
    public Integer call() {
        ConsoleOptions options = options();
        if (!Display.isThere(
                System.getProperty("os.name", ""), System.getenv(), System.getProperty("glass.platform"))) {
            commandLineOf()
                    .getErr()
                    .println("nocturne console: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). "
                            + "Start it on a desktop, or use `nocturne agent watch` in a terminal.");
            return NO_DISPLAY;
        }
        ConsoleApp.run(options, folder());
        return 0;
    }

    /// What was typed, checked.
    ConsoleOptions options() {
        boolean local = data != null;
        return new ConsoleOptions(
                address(),
                Optional.ofNullable(user).or(() -> local ? Optional.of("admin") : Optional.empty()),
                Optional.ofNullable(data),
                Optional.ofNullable(theme).map(this::choice),
                Optional.ofNullable(language).map(this::spoken));
    }

    private ServerAddress address() {
        try {
            return ServerAddress.parse(server);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLineOf(), "--server: " + e.getMessage(), e);
        }
    }

    private Look.Choice choice(String name) {
        try {
            return Look.Choice.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLineOf(), "--theme: dark, light or system, not " + name, e);
        }
    }

    private Language spoken(String code) {
        return Language.ofCode(code)
                .orElseThrow(() -> new ParameterException(commandLineOf(), "--language: en or ko, not " + code));
    }

    private CommandLine commandLineOf() {
        return spec == null ? commandLine() : spec.commandLine();
    }

    private static Path folder() {
        return ConfigFolder.of(
                System.getProperty("os.name", ""), System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /// What `--version` prints.
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"nocturne console " + ConsoleWiring.version()};
        }
    }
}
