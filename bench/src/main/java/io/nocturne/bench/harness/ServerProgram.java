package io.nocturne.bench.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The real server as a child, with the flags with which the launcher starts it; it may be killed and started again
/// with the same data and the same port.
///
/// **Threads** - confined to the bench's main thread, but for [#port()] and [#data()].
public final class ServerProgram {

    static final String JAR = "server/target/nocturne-server.jar";

    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern.compile("Nocturne is ready: ");
    private static final Pattern ERROR = Pattern.compile("(?m)^\\S+ ERROR ");

    private final Workbench bench;
    private final Path jar;
    private final Path data;
    private final int port;
    private final @Nullable PostgresProgram postgres;
    private @Nullable String databaseUrl;
    private List<String> moreFlags = List.of();
    private @Nullable Path added;
    private final List<Path> logs = new ArrayList<>();
    private @Nullable Process process;

    public ServerProgram(Workbench bench, Path root, @Nullable PostgresProgram postgres) throws IOException {
        this.bench = bench;
        this.jar = root.resolve(JAR);
        this.data = bench.folder().resolve("data");
        this.port = Workbench.freePort();
        this.postgres = postgres;
    }

    /// Flags of the Java machine beside the launcher's, which they overrule, from the next start on.
    public void flags(List<String> more) {
        moreFlags = List.copyOf(more);
    }

    /// A jar of classes that the server has besides its own from the next start on.
    public void add(Path classes) {
        added = classes;
    }

    /// PostgreSQL is reached by this URL from the next start on.
    public void reachDatabase(String url) {
        databaseUrl = url;
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    public Process process() {
        return Objects.requireNonNull(process, "the server was not started");
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /// Returns when it says that it is ready.
    public void start() throws IOException, InterruptedException {
        Path log = bench.folder().resolve("server-%d.log".formatted(logs.size()));
        logs.add(log);
        Process started = bench.start(log, command());
        process = started;
        Workbench.await(started, log, READY, START);
    }

    /// SIGKILL.
    public void kill() throws InterruptedException {
        Workbench.kill(process());
    }

    /// SIGTERM, and waits.
    ///
    /// **Unit** - as [Workbench#stop].
    public double stop() throws IOException, InterruptedException {
        return Workbench.stop(process());
    }

    /// How many times it has logged an error.
    public long errors() throws IOException {
        long errors = 0;
        for (Path log : logs) {
            errors += ERROR.matcher(Files.readString(log)).results().count();
        }
        return errors;
    }

    /// Whether a built server has a class.
    public static boolean has(Path root, String className) throws IOException {
        try (JarFile file = new JarFile(root.resolve(JAR).toFile())) {
            return file.getEntry(className.replace('.', '/') + ".class") != null;
        }
    }

    /// Where its samples lie.
    public Path store() {
        return postgres == null ? data.resolve("db") : postgres.tables();
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags().split(" ", -1)));
        command.addAll(moreFlags);
        command.addAll(added == null ? List.of("-jar", jar.toString()) : main(added));
        command.addAll(List.of("--data", data.toString(), "--port", String.valueOf(port), "--http-port", "0"));
        if (postgres != null) {
            Path config = bench.folder().resolve("server.yml");
            Files.writeString(
                    config,
                    "database:%n  url: %s%n  username: %s%n"
                            .formatted(databaseUrl == null ? postgres.url() : databaseUrl, PostgresProgram.USER));
            command.addAll(List.of("--config", config.toString()));
        }
        return command;
    }

    /// As `-jar` would, which allows no class path beside the jar's own.
    private List<String> main(Path more) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String main = file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            return List.of("-cp", jar + File.pathSeparator + more, main);
        }
    }

    private static String flags() {
        return Objects.requireNonNull(
                System.getProperty("nocturne.server-flags"),
                "the launcher gives the server's flags; start it with that");
    }
}
