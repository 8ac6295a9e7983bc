package io.nocturne.model.sample;

import io.nocturne.model.text.PlainText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One process in a snapshot's process table.
///
/// **Shape** - `name` is the executable's name, 1 to [#MAX_TEXT] characters, never the command line, which
/// can hold secrets; `user` is its owner. Both as [PlainText] shows them.
/// **Unit** - `cpuUtilization` as a share of one logical CPU, so 2 is two whole CPUs; `memoryUsage` in
/// resident bytes.
/// **Absent** - `cpuUtilization` for a process that was first seen in this reading; `user` where the system
/// does not tell.
/// **Errors** - [IllegalArgumentException] naming the field that is wrong.
public record ProcessSample(
        int pid,
        String name,
        @Nullable String user,
        @Nullable Double cpuUtilization,
        long memoryUsage) {

    public static final int MAX_TEXT = 255;

    public ProcessSample {
        String given = Objects.requireNonNullElse(name, "");
        if (given.isEmpty() || given.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "a process name has 1 to %d characters, not %d".formatted(MAX_TEXT, given.length()));
        }
        name = PlainText.shown(given);
        if (user != null && user.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "a process user has at most %d characters, not %d".formatted(MAX_TEXT, user.length()));
        }
        user = PlainText.shownIfAny(user);
        if (pid < 0) {
            throw new IllegalArgumentException("a process has a pid of 0 or more, not " + pid);
        }
        if (cpuUtilization != null && !(cpuUtilization >= 0 && Double.isFinite(cpuUtilization))) {
            throw new IllegalArgumentException(
                    "process %d has cpuUtilization %s, allowed is 0 or more".formatted(pid, cpuUtilization));
        }
        if (memoryUsage < 0) {
            throw new IllegalArgumentException(
                    "process %d has memoryUsage %d, allowed is 0 or more".formatted(pid, memoryUsage));
        }
    }
}
