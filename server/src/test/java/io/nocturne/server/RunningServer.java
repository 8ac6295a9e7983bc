package io.nocturne.server;

import io.jsonwebtoken.Jwts;
import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.json.WireJson;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real server on free ports and a fresh data directory, with a client that trusts only its CA.
///
/// **Threads** - confined to the test's.
public final class RunningServer implements AutoCloseable {

    private final Path data;
    private final ConfigurableApplicationContext context;
    private final HttpClient http;
    private final SSLContext tls;
    private final JsonMapper json = WireJson.mapper();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private String serviceToken = "";

    private RunningServer(Path data, ConfigurableApplicationContext context)
            throws IOException, GeneralSecurityException {
        this.data = data;
        this.context = context;
        this.tls = trusting(data.resolve("tls/ca.pem"));
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    public static RunningServer start(Path data) {
        return start(data, DatabaseConfig.h2());
    }

    public static RunningServer start(Path data, DatabaseConfig database) {
        return start(data, database, Retention.DEFAULT);
    }

    public static RunningServer start(Path data, DatabaseConfig database, Retention retention) {
        return start(new ServerConfig(data, 0, 0, List.of(), database, retention, EncryptionConfig.NONE));
    }

    public static RunningServer start(ServerConfig config) {
        return start(config, application -> {});
    }

    /// With something of the test's own in it.
    public static RunningServer start(ServerConfig config, Consumer<SpringApplication> with) {
        SpringApplication application = ServerApplication.of(config);
        with.accept(application);
        application.setRegisterShutdownHook(false);
        try {
            return new RunningServer(config.dataDir(), application.run());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path data() {
        return data;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Has a listener hear what the modules publish from now on.
    public void addListener(ApplicationListener<?> listener) {
        context.addApplicationListener(listener);
    }

    public int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /// For what [#send] does not tell of an answer.
    public HttpClient http() {
        return http;
    }

    public SSLContext tls() {
        return tls;
    }

    public JsonMapper json() {
        return json;
    }

    /// A token of a user with that role, made on first use.
    public String token(Role role) {
        // Not computeIfAbsent: making a viewer's token asks for the admin's.
        String known = tokens.get(role);
        if (known == null) {
            known = newToken(role);
            tokens.put(role, known);
        }
        return known;
    }

    /// Has tokens made anew, where a test's time let those that were made run out.
    public void forgetTokens() {
        tokens.clear();
    }

    /// A service token, made on first use.
    public String serviceToken() {
        if (serviceToken.isEmpty()) {
            Answer made = send(
                    "POST", "/api/v1/tokens", token(Role.ADMIN), Map.of("name", "matrix", "expiresInSeconds", 3_600));
            serviceToken = made.tree().path("token").asString();
        }
        return serviceToken;
    }

    public TokenPair login(String username, String password) {
        Answer answer = send("POST", "/api/v1/auth/login", null, new LoginRequest(username, password));
        return json.readValue(answer.body(), TokenPair.class);
    }

    public String adminPassword() {
        try {
            return Files.readString(data.resolve("initial-admin-password")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public EnrollResponse enroll(String hostName) {
        return json.readValue(tryEnroll(hostName).body(), EnrollResponse.class);
    }

    public Answer tryEnroll(String hostName) {
        String token;
        try {
            token = Files.readString(data.resolve("local-enrollment-token")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        HostDescription host = new HostDescription(
                "key-" + hostName, hostName, "Debian GNU/Linux", "12", "amd64", 2, 1L << 30, "test", Map.of());
        return send("POST", "/api/v1/agents/enroll", null, new EnrollRequest(token, host));
    }

    /// A token as the server signs them, whose time was over a minute ago.
    public String expiredToken() {
        try {
            byte[] key = Files.readAllBytes(data.resolve("secrets/jwt.key"));
            return Jwts.builder()
                    .issuer("nocturne")
                    .subject("admin")
                    .claim("role", "admin")
                    .expiration(Date.from(Instant.now().minusSeconds(60)))
                    .signWith(new SecretKeySpec(key, "HmacSHA256"))
                    .compact();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, @Nullable String token) {
        return send("GET", path, token, null);
    }

    /// Leaves no rule, so that a test's own are all there are.
    public void deleteRules() {
        String admin = token(Role.ADMIN);
        for (JsonNode rule : get("/api/v1/rules", admin).tree()) {
            send("DELETE", "/api/v1/rules/" + rule.path("ruleId").asString(), admin, null);
        }
    }

    /// Sends a body as JSON; a text goes as it is.
    public Answer send(String method, String path, @Nullable String token, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            String text = body instanceof String given ? given : json.writeValueAsString(body);
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(text));
        }
        return send(request.build());
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    private String newToken(Role role) {
        if (role == Role.ADMIN) {
            return login("admin", adminPassword()).accessToken();
        }
        if (role == Role.AGENT) {
            return enroll("matrix-" + UUID.randomUUID()).credential();
        }
        String name = role.name().toLowerCase(Locale.ROOT);
        send(
                "POST",
                "/api/v1/users",
                token(Role.ADMIN),
                Map.of("username", name, "password", "password-of-" + name, "role", name));
        return login(name, "password-of-" + name).accessToken();
    }

    private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(ca)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// What came back.
    public record Answer(int status, String contentType, String retryAfter, String body) {

        /// The problem's code, or the empty text when the answer is no problem.
        public String code() {
            return contentType.startsWith("application/problem+json")
                    ? tree().path("code").asString("")
                    : "";
        }

        public JsonNode tree() {
            return WireJson.mapper().readTree(body);
        }
    }
}
