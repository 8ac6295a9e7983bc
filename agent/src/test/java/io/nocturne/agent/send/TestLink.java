package io.nocturne.agent.send;

import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigKey;
import io.nocturne.agent.config.ConfigSources;
import io.nocturne.agent.link.CredentialFile;
import io.nocturne.agent.link.Enrollment;
import io.nocturne.agent.link.EnrollmentToken;
import io.nocturne.agent.link.ScriptedServer;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.agent.link.Timeouts;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.trust.CaSource;
import io.nocturne.model.fleet.HostDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The real way to a server over real sockets and TLS, with its files in one folder.
final class TestLink {

    private static final Timeouts SHORT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(6));

    private TestLink() {}

    /// Leaves in the folder what an agent on the server's own host finds there.
    static void trust(Path folder, ScriptedServer server) throws IOException {
        Files.createDirectories(folder.resolve("data/tls"));
        Files.writeString(folder.resolve("data/tls/ca.pem"), server.authority().certificatePem());
        Files.writeString(folder.resolve("data/local-enrollment-token"), ScriptedServer.TOKEN + "\n");
    }

    static BatchSender open(Path folder, String address, InstantSource clock) throws Exception {
        return way(folder, address, clock).snapshots();
    }

    /// The way for snapshots and events.
    static DeliveryWay way(Path folder, String address, InstantSource clock) throws Exception {
        AgentConfig config = new ConfigSources(
                        Map.of(
                                ConfigKey.SERVER_URL,
                                address,
                                ConfigKey.CA_FILE,
                                folder.resolve("data/tls/ca.pem").toString(),
                                ConfigKey.STATE_DIR,
                                folder.resolve("state").toString()),
                        Map.of(),
                        Optional.empty())
                .resolve(folder.resolve("data"));
        StateDirectory state = StateDirectory.open(config.stateDir());
        ServerDoor door = new ServerDoor(config, new CaSource(config, state, SHORT.connect()), SHORT, clock);
        HostDescription host = new HostDescription("k", "web-1", null, null, null, null, null, null, Map.of());
        Enrollment enrollment = new Enrollment(new CredentialFile(state), new EnrollmentToken(config), () -> host);
        return DeliveryWay.of(
                new HttpBatchSender(door, enrollment, config.interval(), clock),
                new HttpEventSender(door, enrollment),
                () -> new Backoff(config.retryAttempts(), () -> 0),
                door::close);
    }
}
