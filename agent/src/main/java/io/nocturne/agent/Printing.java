package io.nocturne.agent;

import io.nocturne.agent.collect.CollectSchedule;
import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.print.Report;
import io.nocturne.agent.print.ReportFormat;
import io.nocturne.agent.print.WatchScreen;
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
        out.print(format.print(new Report(host, reader.read())));
        return !out.checkError();
    }

    /// Shows a picture at each instant of the schedule until the process is stopped or nobody reads any
    /// more.
    boolean watch(CollectSchedule schedule, WatchScreen screen) {
        reader.read();
        pause.await(BETWEEN_READINGS);
        while (show(screen)) {
            Instant now = clock.instant();
            pause.await(Duration.between(now, schedule.after(now)));
        }
        return true;
    }

    private boolean show(WatchScreen screen) {
        out.print(screen.draw(new Report(host, reader.read())));
        return !out.checkError();
    }

    /// Waits.
    @FunctionalInterface
    interface Pause {

        void await(Duration time);
    }
}
