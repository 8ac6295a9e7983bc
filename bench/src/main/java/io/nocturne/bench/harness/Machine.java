package io.nocturne.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a figure was measured.
public final class Machine {

    private static final Pattern MODEL = Pattern.compile("model name\\s*: (.*)");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s+(\\d+) kB");

    private Machine() {}

    /// One line without quotes: CPU, cores, memory, kernel and the file system of `folder`.
    public static String describe(Path folder) throws IOException {
        return "%s, %d CPUs, %d MB memory, Linux %s, %s"
                .formatted(
                        first(MODEL, "/proc/cpuinfo").replace('"', ' ').strip(),
                        Runtime.getRuntime().availableProcessors(),
                        Long.parseLong(first(MEMORY, "/proc/meminfo")) / 1_024,
                        System.getProperty("os.version"),
                        Files.getFileStore(folder).type());
    }

    private static String first(Pattern pattern, String file) throws IOException {
        Matcher found = pattern.matcher(Files.readString(Path.of(file)));
        return found.find() ? found.group(1) : "0";
    }
}
