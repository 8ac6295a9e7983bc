package io.nocturne.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of the packaged programs, running as a process of its own, as an operator would start it.
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Program start(Path jar, Path log, List<String> vmOptions, List<String> arguments) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    jar.toAbsolutePath() + " is not built; run mvn verify from the project's root");
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(vmOptions);
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        command.addAll(arguments);
        return start(new ProcessBuilder(command), log);
    }

    /// Starts a program that brings its own Java runtime and its flags with it.
    static Program startImage(Path program, Path log, String vmOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toAbsolutePath().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NOCTURNE_JAVA_OPTIONS", vmOptions);
        return start(builder, log);
    }

    private static Program start(ProcessBuilder builder, Path log) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Program(process, log);
    }

    /// Waits for a line of the log and gives what its first group matched.
    String awaitLine(Pattern pattern) {
        List<String> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            Matcher matcher = pattern.matcher(log());
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
            if (found.isEmpty() && !process.isAlive()) {
                throw new IllegalStateException("the program ended:\n" + log());
            }
            return !found.isEmpty();
        });
        return found.getLast();
    }

    /// SIGKILL: the program has no chance to write anything down.
    void killHard() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM, and what the program makes of it.
    int stop() throws InterruptedException {
        process.destroy();
        awaitEnd();
        return process.exitValue();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program does not end:\n" + log());
        }
    }
}
