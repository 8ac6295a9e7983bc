package io.nocturne.agent.link;

import io.nocturne.agent.json.JsonBytes;
import io.nocturne.agent.json.JsonObject;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Gets the credential: from the state folder, or from the server for a token.
///
/// **Shape** - a credential that the server refused is not used again; the one on disk is looked at first,
/// because an operator may have enrolled this host anew meanwhile.
/// **Errors** - [IOException] saying what is missing, for a later attempt.
/// **Threads** - confined to "send".
public final class Enrollment {

    private static final Logger log = LoggerFactory.getLogger(Enrollment.class);

    private final CredentialFile file;
    private final EnrollmentToken token;
    private final Host host;
    private @Nullable Credential current;
    private @Nullable Credential refused;

    public Enrollment(CredentialFile file, EnrollmentToken token, Host host) {
        this.file = file;
        this.token = token;
        this.host = host;
    }

    /// The credential for a server.
    public Credential credential(SecureServer server) throws IOException {
        Credential known = current;
        if (known == null || !known.isForHost(server.host())) {
            Optional<Credential> stored =
                    file.read().filter(found -> found.isForHost(server.host()) && !found.equals(refused));
            known = stored.isPresent() ? stored.get() : enroll(server);
            current = known;
        }
        return known;
    }

    /// Asks the server for a credential, whether there is one or not.
    public Credential enroll(SecureServer server) throws IOException {
        HostDescription description = host.describe();
        byte[] request = request(token.read(), description);
        Answer answer = server.post("agents/enroll", request, null);
        if (!answer.isSuccess()) {
            throw refusal(server, answer);
        }
        Credential credential = parse(server, answer)
                .orElseThrow(() -> new IOException(
                        server.address() + " answered the enrollment with something else; is it a Nocturne server?"));
        file.write(credential);
        log.info(
                "enrolled at {} as {} (host {}, agent {})",
                server.address(),
                description.name(),
                credential.hostId(),
                credential.agentId());
        return credential;
    }

    /// The credential that is in use; empty before the first contact.
    public Optional<Credential> known() {
        return Optional.ofNullable(current);
    }

    /// Notes that the server does not know a credential any more.
    public void refuse(Credential credential) {
        refused = credential;
        current = null;
    }

    private IOException refusal(SecureServer server, Answer answer) {
        boolean tokenRefused = answer.problem()
                .filter(problem -> ProblemCode.ENROLLMENT_REFUSED.code().equals(problem.code()))
                .isPresent();
        String detail = answer.summary();
        return new IOException(
                tokenRefused
                        ? "%s refuses the enrollment token (%s); give a new one".formatted(server.address(), detail)
                        : "%s did not enroll this host: %s".formatted(server.address(), detail));
    }

    /// The JSON of an [io.nocturne.model.fleet.EnrollRequest].
    private static byte[] request(String token, HostDescription host) {
        return JsonBytes.object(json -> {
            json.writeStringProperty("token", token);
            json.writeObjectPropertyStart("host");
            JsonBytes.field(json, "machineKey", host.machineKey());
            JsonBytes.field(json, "name", host.name());
            JsonBytes.field(json, "osName", host.osName());
            JsonBytes.field(json, "osVersion", host.osVersion());
            JsonBytes.field(json, "architecture", host.architecture());
            JsonBytes.field(json, "logicalCpus", host.logicalCpus());
            JsonBytes.field(json, "memoryBytes", host.memoryBytes());
            JsonBytes.field(json, "agentVersion", host.agentVersion());
            json.writeObjectPropertyStart("tags");
            host.tags().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /// Reads the JSON of an [io.nocturne.model.fleet.EnrollResponse].
    private static Optional<Credential> parse(SecureServer server, Answer answer) {
        try {
            JsonObject given = JsonObject.parse(answer.body());
            return given.text("hostId")
                    .flatMap(hostId -> given.text("agentId")
                            .flatMap(agentId -> given.text("credential")
                                    .map(credential -> new Credential(server.host(), hostId, agentId, credential))));
        } catch (JacksonException e) {
            // The exception quotes the answer, and that may be a credential in an unexpected place.
            log.debug("unreadable answer to an enrollment: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /// Describes the host at the moment of enrollment.
    @FunctionalInterface
    public interface Host {

        HostDescription describe() throws IOException;
    }
}
