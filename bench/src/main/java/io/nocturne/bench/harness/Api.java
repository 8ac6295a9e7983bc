package io.nocturne.bench.harness;

import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.IngestReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.json.JsonMapper;

/// What the benches ask of a running server, over HTTPS and trusting its CA only.
///
/// **Errors** - [IOException] with what the server said, when it says no.
/// **Threads** - immutable; a [Connection] is its caller's.
public final class Api {

    public static final String BEARER = "Authorization: Bearer ";
    public static final String CRLF = "\r\n";

    private static final int TOO_MANY = 429;
    private static final int MAX_TRIES = 60;
    private static final String JSON = "Content-Type: application/json" + CRLF;

    private final ServerProgram server;
    private final SSLContext tls;
    private final JsonMapper json = WireJson.mapper();

    public Api(ServerProgram server) throws IOException, GeneralSecurityException {
        this.server = server;
        this.tls = trusting(server.data().resolve("tls/ca.pem"));
    }

    public Connection connect() throws IOException {
        return new Connection(server.port(), tls);
    }

    /// **Shape** - `from` is an address of this machine.
    public Connection connect(InetAddress from) throws IOException {
        return new Connection(server.port(), tls, from);
    }

    public Connection connectPlain(InetAddress from) throws IOException {
        return new Connection(server.port(), null, from);
    }

    /// Whether the server calls itself ready; one that does not answer is not.
    public boolean isReady() {
        try (Connection connection = connect()) {
            return connection.send("GET", "/-/ready", "", new byte[0], 0).status() == 200;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /// The token with which agents on this machine enroll, until the server starts again.
    public String enrollmentToken() throws IOException {
        return Files.readString(server.data().resolve("local-enrollment-token")).strip();
    }

    public EnrollResponse enroll(Connection connection, String token, String name) throws IOException {
        return json.readValue(good("/api/v1/agents/enroll", enrolled(connection, token, name)), EnrollResponse.class);
    }

    /// Enrollments are limited in their rate; a bench that makes many hosts waits as it is told to.
    private Answer enrolled(Connection connection, String token, String name) throws IOException {
        Answer answer = tryEnroll(connection, token, name);
        for (int tries = 1; answer.status() == TOO_MANY && tries < MAX_TRIES; tries++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(Math.max(1, answer.retryAfterSeconds())));
            answer = tryEnroll(connection, token, name);
        }
        return answer;
    }

    private static HostDescription described(String name) {
        return new HostDescription(
                "bench-" + name, name, "Debian GNU/Linux", "12", "amd64", 4, 16L << 30, "bench", Map.of());
    }

    /// What the server says to a sign-in, good or not.
    public Answer tryLogin(Connection connection, String user, String password) throws IOException {
        byte[] body = json.writeValueAsBytes(new LoginRequest(user, password));
        return connection.send("POST", "/api/v1/auth/login", JSON, body, body.length);
    }

    /// Makes a user who may only look.
    public void makeViewer(Connection connection, String token, String user, String password) throws IOException {
        post(connection, token, "/api/v1/users", Map.of("username", user, "password", password, "role", "viewer"));
    }

    /// What the server says to an enrollment, good or not.
    public Answer tryEnroll(Connection connection, String token, String name) throws IOException {
        byte[] body = json.writeValueAsBytes(new EnrollRequest(token, described(name)));
        return connection.send("POST", "/api/v1/agents/enroll", JSON, body, body.length);
    }

    /// An admin's token, good for 15 minutes.
    public String login(Connection connection) throws IOException {
        return login(connection, "admin", password());
    }

    /// A user's token, good for 15 minutes.
    public String login(Connection connection, String user, String password) throws IOException {
        Answer answer = tryLogin(connection, user, password);
        for (int tries = 1; answer.status() == TOO_MANY && tries < MAX_TRIES; tries++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(Math.max(1, answer.retryAfterSeconds())));
            answer = tryLogin(connection, user, password);
        }
        return json.readValue(good("/api/v1/auth/login", answer), TokenPair.class)
                .accessToken();
    }

    /// The first admin's.
    public String password() throws IOException {
        return Files.readString(server.data().resolve("initial-admin-password")).strip();
    }

    public byte[] get(Connection connection, String token, String path) throws IOException {
        return good(path, connection.send("GET", path, BEARER + token + CRLF, new byte[0], 0));
    }

    /// Sends JSON and answers what came back.
    public byte[] post(Connection connection, String token, String path, Object body) throws IOException {
        byte[] text = json.writeValueAsBytes(body);
        return good(path, connection.send("POST", path, JSON + BEARER + token + CRLF, text, text.length));
    }

    public IngestReceipt receipt(Answer answer) {
        return json.readValue(answer.body(), IngestReceipt.class);
    }

    private static byte[] good(String path, Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("%s answered %d: %s".formatted(path, answer.status(), answer.text()));
        }
        return answer.body();
    }

    private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(ca)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
