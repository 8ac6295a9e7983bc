package io.nocturne.agent.status;

import io.nocturne.agent.json.JsonBytes;
import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongPredicate;

/// Tells how the agent with a state folder stands, from outside and without the server.
///
/// **Errors** - [IOException] saying why nothing can be told.
public final class StatusCommand {

    private final Path folder;
    private final InstantSource clock;
    private final LongPredicate isAlive;
    private final PrintStream out;

    /// **Shape** - `isAlive` says whether there is a process with this id.
    public StatusCommand(Path folder, InstantSource clock, LongPredicate isAlive, PrintStream out) {
        this.folder = folder;
        this.clock = clock;
        this.isAlive = isAlive;
        this.out = out;
    }

    /// Prints; whether the agent runs and delivers.
    public boolean print(StatusFormat format) throws IOException {
        StateDirectory state = StateDirectory.lookAt(folder);
        StatusFile file = new StatusFile(state, clock);
        Optional<AgentStatus> found = file.read();
        if (found.isEmpty()) {
            throw new IOException(
                    state.isLocked()
                            ? "an agent runs with state_dir %s and has not written its status yet".formatted(folder)
                            : "not running: no agent has written %s".formatted(file.place()));
        }
        AgentStatus status = found.get();
        Instant now = clock.instant();
        Verdict verdict = Verdict.of(status, isRunning(status, state), now);
        switch (format) {
            case TABLE -> new StatusTable(status, now, out).print(verdict);
            case JSON -> out.println(json(status, verdict));
        }
        return verdict.isWell();
    }

    /// The process first: asking for the lock at the instant when an agent takes it would stand in its way. The
    /// lock then, because another process may have come to the number of one that ended.
    private boolean isRunning(AgentStatus status, StateDirectory state) throws IOException {
        return isAlive.test(status.count(StatusField.PID)) && state.isLocked();
    }

    private static String json(AgentStatus status, Verdict verdict) {
        byte[] bytes = JsonBytes.object(json -> {
            json.writeStringProperty("state", verdict.state().text());
            json.writeStringProperty("why", verdict.why());
            status.writeTo(json);
        });
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
