package io.nocturne.agent.link;

import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The credential between two runs, in `credential.json` of the state folder.
///
/// **Absent** - before the first enrollment, and when the file is damaged: then the agent enrolls again.
/// **Threads** - confined to "send".
public final class CredentialFile {

    static final String FILE = "credential.json";

    private static final Logger log = LoggerFactory.getLogger(CredentialFile.class);

    private final StateDirectory state;
    private final JsonMapper json;

    public CredentialFile(StateDirectory state, JsonMapper json) {
        this.state = state;
        this.json = json;
    }

    public Optional<Credential> read() {
        try {
            Optional<String> text = state.read(FILE);
            return text.map(stored -> json.readValue(stored, Credential.class)).filter(CredentialFile::isWhole);
        } catch (IOException | JacksonException e) {
            // Not the exception's own text: it quotes the file.
            log.warn("{} cannot be read ({})", state.path(FILE), e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    void write(Credential credential) throws IOException {
        state.write(FILE, json.writeValueAsString(credential) + "\n");
    }

    /// A field that is missing in the JSON is null, whatever the type says.
    @SuppressWarnings("ConstantValue")
    private static boolean isWhole(Credential stored) {
        return stored.server() != null && stored.agentId() != null && stored.credential() != null;
    }
}
