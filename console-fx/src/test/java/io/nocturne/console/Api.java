package io.nocturne.console;

import io.nocturne.console.net.ServerAddress;
import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.SeriesPoint;
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
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The server's REST API as a script would use it: with the CA's file and a password, and none of the
/// console's code.
final class Api implements AutoCloseable {

    private final JsonMapper json = WireJson.mapper();
    private final HttpClient http;
    private final String base;
    private String token = "";

    private Api(ServerAddress server, Path data) throws IOException {
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(data.resolve("tls/ca.pem")))
                .build();
        this.base = "https://" + server.host() + ":" + server.port() + "/api/v1/";
    }

    static Api signIn(ServerAddress server, Path data) throws IOException {
        Api api = new Api(server, data);
        String password =
                Files.readString(data.resolve("initial-admin-password")).strip();
        String body = api.json.writeValueAsString(new LoginRequest("admin", password));
        String answer = api.send(HttpRequest.newBuilder(URI.create(api.base + "auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        api.token = api.json.readValue(answer, TokenPair.class).accessToken();
        return api;
    }

    /// The times of every raw sample of a metric, of all hosts, over the last hour.
    List<Instant> sampleTimes(String metric) throws IOException {
        RangeResult answer = json.readValue(
                send(HttpRequest.newBuilder(URI.create(base + "query?points=5000&metric=" + metric))),
                RangeResult.class);
        if (answer.stepMillis() != 0) {
            throw new IllegalStateException("the answer is in steps, not samples");
        }
        return answer.series().stream()
                .flatMap(series -> series.points().stream())
                .map(SeriesPoint::time)
                .toList();
    }

    @Override
    public void close() {
        http.close();
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
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
            throw new IOException("the CA in " + ca + " cannot be trusted", e);
        }
    }
}
