package io.nocturne.server.backup;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.access.LocalAdmin;
import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The server that runs on this machine and uses a data directory, asked by somebody who may read that directory.
///
/// **Errors** - [BackupRefusedException] when it does not answer, or not with a backup.
/// **Threads** - immutable.
public final class LocalServer {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_ADDRESS_BYTES = 200;

    private final DataDirectory data;
    private final Clock clock;
    private final JsonMapper json = WireJson.mapper();

    public LocalServer(DataDirectory data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    /// Has it write a backup; returns when that is whole, however long it takes.
    ///
    /// **Shape** - `directory` is absolute.
    public BackupReceipt backup(Path directory) throws IOException, InterruptedException {
        String address = address();
        String body = json.writeValueAsString(new BackupRequest(directory.toString()));
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(data.root().resolve("tls/ca.pem")))
                .connectTimeout(CONNECT_TIMEOUT)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1/backup"))
                    .header("Authorization", "Bearer " + LocalAdmin.token(data, clock))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return receipt(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new BackupRefusedException("the server at %s does not answer (%s)".formatted(address, e));
        }
    }

    private String address() throws IOException {
        Path file = data.root().resolve("server.address");
        if (!Files.exists(file) || Files.size(file) > MAX_ADDRESS_BYTES) {
            throw new BackupRefusedException(
                    "a server uses %s, but it has not said in %s where it listens; wait until it is ready"
                            .formatted(data.root(), file));
        }
        return Files.readString(file).strip();
    }

    private BackupReceipt receipt(HttpResponse<String> answer) {
        try {
            if (answer.statusCode() == 200) {
                return json.readValue(answer.body(), BackupReceipt.class);
            }
            throw new BackupRefusedException(
                    json.readTree(answer.body()).path("detail").asString("status " + answer.statusCode()));
        } catch (JacksonException e) {
            throw new BackupRefusedException("the server answered %d".formatted(answer.statusCode()));
        }
    }

    private static SSLContext trusting(Path ca) throws IOException {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s is no certificate".formatted(ca), e);
        }
    }
}
