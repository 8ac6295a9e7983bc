package io.nocturne.bench.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A process under measurement: its resident memory and the CPU time it takes.
///
/// **Unit** - memory in MB of 1,048,576 bytes (VmRSS each second; the peak is VmHWM, since the process began); CPU in
/// percent of one logical CPU, since [#startCounting()]; `startCpuSeconds` is what the process took before.
/// **Source** - proc_pid_status(5), proc_pid_stat(5); the kernel counts CPU time in hundredths of a second.
final class Watched {

    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double KILOBYTES_PER_MEGABYTE = 1_024;
    private static final double TICKS_PER_SECOND = 100;

    private final String name;
    private final Process process;
    private double rssMax;
    private double rssEnd;
    private double rssPeak;
    private long firstTicks;
    private long lastTicks;
    private long firstNanos;
    private long lastNanos;

    Watched(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    String name() {
        return name;
    }

    Process process() {
        return process;
    }

    double rssMaxMb() {
        return rssMax;
    }

    double rssPeakMb() {
        return rssPeak;
    }

    double rssEndMb() {
        return rssEnd;
    }

    /// Lets what the start of the process cost count by itself.
    void startCounting() throws IOException {
        sample();
        firstTicks = lastTicks;
        firstNanos = lastNanos;
    }

    double startCpuSeconds() {
        return firstTicks / TICKS_PER_SECOND;
    }

    /// Takes a sample.
    void sample() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(name + " ended with code " + process.exitValue());
        }
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        String status = Files.readString(proc.resolve("status"));
        rssEnd = megabytes(RSS, status);
        rssPeak = megabytes(PEAK, status);
        rssMax = Math.max(rssMax, rssEnd);
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        // Fields 14 and 15 of the file are the 12th and 13th behind the name: utime and stime.
        lastTicks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        lastNanos = System.nanoTime();
    }

    private static double megabytes(Pattern line, String status) {
        Matcher found = line.matcher(status);
        return found.find() ? Long.parseLong(found.group(1)) / KILOBYTES_PER_MEGABYTE : 0;
    }

    double cpuPercent() {
        double seconds = (lastNanos - firstNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        return seconds <= 0 ? 0 : (lastTicks - firstTicks) / TICKS_PER_SECOND / seconds * 100;
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"rssMaxMb\":%.1f,\"rssEndMb\":%.1f,\"rssPeakMb\":%.1f,\"cpuPercent\":%.3f,\"startCpuSeconds\":%.2f}",
                rssMax,
                rssEnd,
                rssPeak,
                cpuPercent(),
                startCpuSeconds());
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-28s %10.1f %10.1f %11.1f %10.3f %10.2f",
                name,
                rssMax,
                rssEnd,
                rssPeak,
                cpuPercent(),
                startCpuSeconds());
    }
}
