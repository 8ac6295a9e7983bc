package io.nocturne.agent.collect.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an operator should know about the user that the agent runs as.
///
/// **Absent** - nothing to say: an ordinary user from whom the kernel hides nothing, or not on Linux.
/// **Source** - `/proc/self/status`, line `Uid`; `/proc/self/mountinfo`, option `hidepid` of `/proc`
/// (Documentation/filesystems/proc.rst of the kernel).
public final class Privileges {

    private static final String ROOT = "the agent runs as root, which it does not need; run it as a user of its own"
            + " (installers/README.md says how)";
    private static final String HIDDEN = "/proc is mounted with hidepid and the agent is not root: processes of other"
            + " users are not counted and not in the process table; all else is read";
    private static final Pattern PROC_THAT_HIDES =
            Pattern.compile("\\S+ \\S+ \\S+ / /proc .* - proc .*hidepid=[^0o].*");

    private final Path self;

    /// The process itself, as its own `/proc` shows it: `self` is `/proc/self`.
    public Privileges(Path self) {
        this.self = self;
    }

    /// One sentence for the log.
    public Optional<String> remark() {
        try {
            if (isRoot()) {
                return Optional.of(ROOT);
            }
            return hidesProcesses() ? Optional.of(HIDDEN) : Optional.empty();
        } catch (IOException e) {
            // No /proc: then there is nothing to compare with, and the collectors say what they miss.
            return Optional.empty();
        }
    }

    /// By the effective user, the second number.
    private boolean isRoot() throws IOException {
        try (Stream<String> lines = Files.lines(self.resolve("status"))) {
            return lines.anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
        }
    }

    private boolean hidesProcesses() throws IOException {
        try (Stream<String> lines = Files.lines(self.resolve("mountinfo"))) {
            return lines.anyMatch(line -> PROC_THAT_HIDES.matcher(line).matches());
        }
    }
}
