package io.nocturne.agent.link;

import io.nocturne.agent.json.JsonBytes;
import io.nocturne.agent.json.JsonObject;
import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The credential between two runs, in `credential.json` of the state folder.
///
/// **Absent** - before the first enrollment, and when the file is damaged: then the agent enrolls again.
/// **Threads** - confined to "send".
public final class CredentialFile {

    static final String FILE = "credential.json";

    private static final Logger log = LoggerFactory.getLogger(CredentialFile.class);

    private final StateDirectory state;

    public CredentialFile(StateDirectory state) {
        this.state = state;
    }

    public Optional<Credential> read() {
        try {
            Optional<String> text = state.read(FILE);
            return text.map(JsonObject::parse).flatMap(CredentialFile::credential);
        } catch (IOException | JacksonException e) {
            // Not the exception's own text: it quotes the file.
            log.warn("{} cannot be read ({})", state.path(FILE), e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    void write(Credential credential) throws IOException {
        byte[] json = JsonBytes.object(fields -> {
            fields.writeStringProperty("server", credential.server());
            fields.writeStringProperty("hostId", credential.hostId());
            fields.writeStringProperty("agentId", credential.agentId());
            fields.writeStringProperty("credential", credential.credential());
        });
        state.write(FILE, new String(json, StandardCharsets.UTF_8) + "\n");
    }

    private static Optional<Credential> credential(JsonObject stored) {
        return stored.text("server")
                .flatMap(server -> stored.text("agentId")
                        .flatMap(agentId -> stored.text("credential")
                                .map(credential -> new Credential(
                                        server, stored.text("hostId").orElse(""), agentId, credential))));
    }
}
