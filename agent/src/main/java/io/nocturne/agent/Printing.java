package io.nocturne.agent;

import io.nocturne.agent.collect.CollectSchedule;
import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.print.Report;
import io.nocturne.agent.print.ReportFormat;
import io.nocturne.agent.watch.WatchScreen;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The commands that print a host instead of reporting it.
///
/// **Threads** - confined to the caller's.
final class Printing {

    /// Rates need two readings; over one second they are meaningful and nobody has to wait.
    static final Duration BETWEEN_READINGS = Duration.ofSeconds(1);

    /// How soon a picture follows the size of its screen.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final String host;
    private final HostReader reader;
    private final InstantSource clock;
    private final Pause pause;
    private final PrintStream out;

    Printing(String host, HostReader reader, InstantSource clock, Pause pause, PrintStream out) {
        this.host = host;
        this.reader = reader;
        this.clock = clock;
        this.pause = pause;
        this.out = out;
    }

    /// Prints one reading; false when nobody reads it.
    boolean once(ReportFormat format) {
        reader.read();
        pause.await(BETWEEN_READINGS);
        out.writeBytes(format.encode(read(), out.charset()));
        return !out.checkError();
    }

    /// Shows a picture at each instant of the schedule until the process is stopped or nobody reads any
    /// more. A screen has a first one at once, still without rates.
    boolean watch(CollectSchedule schedule, WatchScreen screen) {
        try (screen) {
            Report first = read();
            if (screen.isLive()) {
                screen.show(first);
            }
            await(BETWEEN_READINGS, screen);
            while (screen.show(read())) {
                Instant now = clock.instant();
                // A wait that ended a little early must not bring the same instant twice.
                Instant soonest = now.plus(schedule.interval().dividedBy(10));
                await(Duration.between(now, schedule.after(soonest)), screen);
            }
            return true;
        }
    }

    private Report read() {
        return new Report(host, reader.read());
    }

    private void await(Duration time, WatchScreen screen) {
        Duration left = time;
        while (left.isPositive()) {
            Duration step = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
            pause.await(step);
            screen.followSize();
            left = left.minus(step);
        }
    }

    /// Waits.
    @FunctionalInterface
    interface Pause {

        void await(Duration time);
    }
}
