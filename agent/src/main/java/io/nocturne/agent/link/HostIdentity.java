package io.nocturne.agent.link;

import io.nocturne.agent.collect.Inventory;
import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.text.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// How this host describes itself to the server.
///
/// **Shape** - the machine key is `sha256("nocturne-machine:" + machine id)` in hex: the same at every
/// enrollment, and telling nobody the machine id, which other programs use as a secret. Without a machine id
/// a random key is made once and kept in the state folder.
/// **Source** - machine-id(5), which asks for exactly this.
public final class HostIdentity {

    static final String FILE = "machine-key";

    private static final String PREFIX = "nocturne-machine:";

    private final AgentConfig config;
    private final StateDirectory state;
    private final String agentVersion;

    public HostIdentity(AgentConfig config, StateDirectory state, String agentVersion) {
        this.config = config;
        this.state = state;
        this.agentVersion = agentVersion;
    }

    /// The description of the host with this inventory.
    ///
    /// **Errors** - [IOException] also for a name or a tag of agent.yml that no server takes.
    public HostDescription describe(Inventory inventory) throws IOException {
        try {
            return said(inventory);
        } catch (IllegalArgumentException e) {
            throw new IOException("name or tags of this host cannot be sent: " + e.getMessage(), e);
        }
    }

    private HostDescription said(Inventory inventory) throws IOException {
        return new HostDescription(
                machineKey(inventory),
                config.hostName()
                        .or(() -> Optional.ofNullable(inventory.hostName()).map(PlainText::shown))
                        .orElse("unnamed"),
                inventory.osName(),
                inventory.osVersion(),
                inventory.architecture(),
                inventory.logicalCpus(),
                inventory.memoryBytes(),
                agentVersion,
                config.tags());
    }

    private String machineKey(Inventory inventory) throws IOException {
        String id = inventory.machineId();
        return sha256(PREFIX + (id == null ? ownId() : id));
    }

    private String ownId() throws IOException {
        Optional<String> kept = state.read(FILE).map(String::strip).filter(text -> !text.isEmpty());
        if (kept.isPresent()) {
            return kept.get();
        }
        String made = UUID.randomUUID().toString();
        state.write(FILE, made + "\n");
        return made;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
