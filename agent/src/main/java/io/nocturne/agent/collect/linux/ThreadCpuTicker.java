package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Ticker;
import java.io.FileInputStream;
import java.io.IOException;

/// The CPU time of the calling thread.
///
/// **Absent** - the time that passes, on a kernel that does not tell.
/// **Threads** - safe.
/// **Source** - `/proc/thread-self/schedstat`, its first word: nanoseconds spent on a CPU (kernel's
/// Documentation/scheduler/sched-stats.rst).
final class ThreadCpuTicker implements Ticker {

    private static final String FILE = "/proc/thread-self/schedstat";
    private static final int MAX_DIGITS = 20;

    private final Ticker otherwise;

    ThreadCpuTicker(Ticker otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public long nanos() {
        // Opened anew each time: the name means whoever opens it.
        try (FileInputStream file = new FileInputStream(FILE)) {
            byte[] text = new byte[MAX_DIGITS];
            return number(text, file.read(text));
        } catch (IOException e) {
            return otherwise.nanos();
        }
    }

    private static long number(byte[] text, int length) {
        long number = 0;
        for (int i = 0; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }
}
