package io.nocturne.agent.link;

import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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
    private final JsonMapper json;
    private @Nullable Credential current;
    private @Nullable Credential refused;

    public Enrollment(CredentialFile file, EnrollmentToken token, Host host, JsonMapper json) {
        this.file = file;
        this.token = token;
        this.host = host;
        this.json = json;
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
        byte[] request = json.writeValueAsBytes(new EnrollRequest(token.read(), description));
        Answer answer = server.post("agents/enroll", request, null);
        if (!answer.isSuccess()) {
            throw refusal(server, answer);
        }
        EnrollResponse given = parse(server, answer);
        Credential credential = new Credential(server.host(), given.hostId(), given.agentId(), given.credential());
        file.write(credential);
        log.info(
                "enrolled at {} as {} (host {}, agent {})",
                server.address(),
                description.name(),
                given.hostId(),
                given.agentId());
        return credential;
    }

    /// Notes that the server does not know a credential any more.
    public void refuse(Credential credential) {
        refused = credential;
        current = null;
    }

    private IOException refusal(SecureServer server, Answer answer) {
        boolean tokenRefused = answer.problem(json)
                .filter(problem -> ProblemCode.ENROLLMENT_REFUSED.code().equals(problem.code()))
                .isPresent();
        String detail = answer.summary(json);
        return new IOException(
                tokenRefused
                        ? "%s refuses the enrollment token (%s); give a new one".formatted(server.address(), detail)
                        : "%s did not enroll this host: %s".formatted(server.address(), detail));
    }

    private EnrollResponse parse(SecureServer server, Answer answer) throws IOException {
        try {
            EnrollResponse given = json.readValue(answer.body(), EnrollResponse.class);
            if (isWhole(given)) {
                return given;
            }
        } catch (JacksonException e) {
            // The exception quotes the answer, and that may be a credential in an unexpected place.
            log.debug("unreadable answer to an enrollment: {}", e.getClass().getSimpleName());
        }
        throw new IOException(
                server.address() + " answered the enrollment with something else; is it a Nocturne server?");
    }

    /// A field that is missing in the JSON is null, whatever the type says.
    @SuppressWarnings("ConstantValue")
    private static boolean isWhole(@Nullable EnrollResponse given) {
        return given != null && given.hostId() != null && given.agentId() != null && given.credential() != null;
    }

    /// Describes the host at the moment of enrollment.
    @FunctionalInterface
    public interface Host {

        HostDescription describe() throws IOException;
    }
}
