package io.nocturne.agent.status;

import io.nocturne.agent.json.JsonBytes;
import io.nocturne.agent.json.JsonObject;
import io.nocturne.agent.log.RepeatedFailure;
import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The status on disk, in `status.json` of the state folder: whole or not there, private to the agent's user,
/// and never waited for, because it is of no use after a power cut.
///
/// **Errors** - a status that cannot be written is told to the log; the agent goes on.
/// **Threads** - confined to its writer; each reader has its own.
public final class StatusFile {

    static final String FILE = "status.json";

    private static final Logger log = LoggerFactory.getLogger(StatusFile.class);

    private final StateDirectory state;
    private final RepeatedFailure trouble;

    public StatusFile(StateDirectory state, InstantSource clock) {
        this.state = state;
        this.trouble = new RepeatedFailure(log, clock);
    }

    public void write(AgentStatus status) {
        byte[] json = JsonBytes.object(status::writeTo);
        try {
            state.writeCached(FILE, new String(json, StandardCharsets.UTF_8) + "\n");
            trouble.over();
        } catch (IOException e) {
            trouble.report(
                    "{} cannot be written, 'agent status' tells what is old: {}", state.path(FILE), e.toString());
        }
    }

    /// What the file says; empty when there is none.
    Optional<AgentStatus> read() throws IOException {
        try {
            return state.read(FILE).map(JsonObject::parse).map(AgentStatus::of);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s is damaged; a running agent replaces it within seconds".formatted(state.path(FILE)), e);
        }
    }

    String place() {
        return state.path(FILE).toString();
    }
}
