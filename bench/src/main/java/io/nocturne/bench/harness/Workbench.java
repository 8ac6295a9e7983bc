package io.nocturne.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Everything that a bench starts, writes and mounts; closing it, or ending this program, takes all of it away.
///
/// **Threads** - safe; guarded by this.
public final class Workbench implements AutoCloseable {

    private static final int POLL_MILLIS = 20;
    private static final Duration STOP = Duration.ofMinutes(3);
    private static final int LOG_TAIL = 4_000;

    private final Path folder;
    private final List<Process> children = new ArrayList<>();
    private final List<Path> mounts = new ArrayList<>();
    private boolean closed;

    /// **Shape** - `parent` is where the folder is made; it should lie on a real disk.
    public Workbench(Path parent) throws IOException {
        folder = Files.createTempDirectory(parent, "nocturne-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "clean up"));
    }

    public Path folder() {
        return folder;
    }

    /// Starts a program whose output goes into `log`.
    public synchronized Process start(Path log, List<String> command) throws IOException {
        if (closed) {
            throw new IOException("the bench is ending; nothing more is started");
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        children.add(process);
        return process;
    }

    /// Runs a program to its end.
    ///
    /// **Errors** - [IOException] with what it printed, unless it ends well.
    public void run(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "run", ".log");
        if (start(log, List.of(command)).waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ":\n" + Files.readString(log));
        }
    }

    /// Waits until a program's log has a line that fits.
    ///
    /// **Errors** - [IOException] with the end of the log when the program ends before, or takes longer
    /// than `limit`.
    public static Matcher await(Process process, Path log, Pattern line, Duration limit)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Matcher found = line.matcher(Files.readString(log));
            if (found.find()) {
                return found;
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String text = Files.readString(log);
                throw new IOException("'%s' did not appear; the log ends with:%n%s"
                        .formatted(line, text.substring(Math.max(0, text.length() - LOG_TAIL))));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /// Makes a small file system in memory.
    public synchronized void mount(Path at, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(at);
        try {
            run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + megabytes + "m", "tmpfs", at.toString());
        } catch (IOException e) {
            throw new IOException("a small file system could not be mounted (this needs root on Linux): " + e, e);
        }
        mounts.add(at);
    }

    /// SIGTERM for a program, and waits.
    ///
    /// **Unit** - answers the CPU seconds of its whole life, read up to 20 ms before its end.
    public static double stop(Process process) throws IOException, InterruptedException {
        double cpu = ProcessCost.cpuSeconds(process.toHandle());
        process.destroy();
        long deadline = System.nanoTime() + STOP.toNanos();
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            cpu = Math.max(cpu, ProcessCost.cpuSeconds(process.toHandle()));
            if (System.nanoTime() > deadline) {
                throw new IOException("process %d did not stop within %s".formatted(process.pid(), STOP));
            }
        }
        return cpu;
    }

    /// SIGKILL for a program and all that it started, at once.
    public static void kill(Process process) throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        for (ProcessHandle each : all) {
            each.onExit().join();
        }
    }

    /// A free port that the system does not give to outgoing connections, so that it is still free after a restart.
    public static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (java.net.BindException e) {
                // Taken; the next try finds another.
            }
        }
    }

    public static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(Workbench::fileSize).sum();
        } catch (UncheckedIOException e) {
            // A file went away while it was looked for; what runs may do that at any time.
            return size(directory);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (Process child : children) {
                kill(child);
            }
            for (Path mount : mounts) {
                new ProcessBuilder("umount", mount.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("not everything was cleaned up in " + folder + ": " + e);
        }
    }

    private static long fileSize(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
