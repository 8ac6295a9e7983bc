package io.nocturne.bench.harness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process has cost so far, as the kernel counts it.
///
/// **Unit** - CPU in seconds, counted in hundredths; memory (VmRSS) in MB of 1,048,576 bytes.
/// **Absent** - 0 for a process that is gone.
/// **Source** - proc_pid_stat(5), proc_pid_status(5).
public final class ProcessCost {

    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final double TICKS_PER_SECOND = 100;
    private static final double KILOBYTES_PER_MEGABYTE = 1_024;
    /// utime, stime, cutime and cstime: fields 14 to 17 of the file, so 12 to 15 behind the name.
    private static final int FIRST_FIELD = 11;

    private ProcessCost() {}

    public static double cpuSeconds(ProcessHandle process) {
        return ticks(process.pid(), 2) / TICKS_PER_SECOND;
    }

    /// With all that it started, running or ended: of those that ended, their parent keeps the time.
    public static double cpuSecondsOfAll(ProcessHandle process) {
        long ticks = ticks(process.pid(), 4);
        for (ProcessHandle child : process.descendants().toList()) {
            ticks += ticks(child.pid(), 4);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /// What the threads of a name have cost so far.
    ///
    /// **Shape** - the kernel keeps 15 characters of a thread's name.
    public static double cpuSecondsOfThreads(ProcessHandle process, String name) throws IOException {
        long ticks = 0;
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path task : tasks) {
                if (read(task, "comm").strip().equals(name)) {
                    ticks += ticks(read(task, "stat"), 2);
                }
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    public static double rssMb(ProcessHandle process) {
        Matcher found = RSS.matcher(read(process.pid(), "status"));
        return found.find() ? Long.parseLong(found.group(1)) / KILOBYTES_PER_MEGABYTE : 0;
    }

    private static long ticks(long pid, int fields) {
        return ticks(read(pid, "stat"), fields);
    }

    private static long ticks(String stat, int fields) {
        long sum = 0;
        if (!stat.isEmpty()) {
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            for (int i = 0; i < fields; i++) {
                sum += Long.parseLong(values[FIRST_FIELD + i]);
            }
        }
        return sum;
    }

    private static String read(long pid, String file) {
        return read(Path.of("/proc", Long.toString(pid)), file);
    }

    private static String read(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }
}
