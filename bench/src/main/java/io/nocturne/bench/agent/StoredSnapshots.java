package io.nocturne.bench.agent;

import java.io.IOException;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Asks the server over REST what it has stored.
///
/// **Shape** - asked in windows of ten minutes, so that each answer is raw data.
final class StoredSnapshots {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
    private static final Pattern HOST = Pattern.compile("\"hostId\":\"([^\"]+)\"");
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final Pattern SERIES =
            Pattern.compile("\"metric\":\"([^\"]+)\",\"attributes\":\\{([^}]*)},\"points\":\\[([^]]*)]");
    private static final Pattern ATTRIBUTE = Pattern.compile("\"([^\"]+)\":\"([^\"]*)\"");
    private static final Pattern POINT = Pattern.compile("\"time\":\"([^\"]+)\",\"min\":[^,]+,\"avg\":([^,]+),");

    private final String address;
    private final HttpClient client;
    private final String token;

    StoredSnapshots(String address, Path data) throws IOException, InterruptedException, GeneralSecurityException {
        this.address = address;
        this.client = HttpClient.newBuilder().sslContext(trusting(data)).build();
        String password =
                Files.readString(data.resolve("initial-admin-password")).strip();
        String body = "{\"username\":\"admin\",\"password\":\"" + password + "\"}";
        HttpRequest login = HttpRequest.newBuilder(URI.create(address + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        this.token = first(TOKEN, send(login));
    }

    /// The times of every snapshot between two instants, as often as each is stored.
    List<Instant> times(Instant from, Instant to) throws IOException, InterruptedException {
        String host = first(HOST, get("/api/v1/hosts"));
        List<Instant> times = new ArrayList<>();
        for (Instant start = from; start.isBefore(to); start = start.plus(WINDOW)) {
            Instant end = start.plus(WINDOW).isBefore(to) ? start.plus(WINDOW) : to;
            String answer = get(
                    "/api/v1/query?metric=system.uptime&host=%s&from=%s&to=%s&points=5000".formatted(host, start, end));
            Matcher time = TIME.matcher(answer.substring(answer.indexOf("\"points\"") + 1));
            while (time.find()) {
                Instant found = Instant.parse(time.group(1));
                if (!found.isBefore(start) && found.isBefore(end)) {
                    times.add(found);
                }
            }
        }
        return times;
    }

    /// The metric catalog, as JSON.
    String catalog() throws IOException, InterruptedException {
        return get("/api/v1/metrics");
    }

    /// Every series of a metric between two instants.
    List<StoredSeries> series(String metric, Instant from, Instant to) throws IOException, InterruptedException {
        Map<String, StoredSeries> found = new LinkedHashMap<>();
        String host = first(HOST, get("/api/v1/hosts"));
        for (Instant start = from; start.isBefore(to); start = start.plus(WINDOW)) {
            Instant end = start.plus(WINDOW).isBefore(to) ? start.plus(WINDOW) : to;
            Matcher series = SERIES.matcher(get(
                    "/api/v1/query?metric=%s&host=%s&from=%s&to=%s&points=5000".formatted(metric, host, start, end)));
            while (series.find()) {
                StoredSeries one = new StoredSeries(series.group(1), attributes(series.group(2)), new TreeMap<>());
                StoredSeries whole = found.computeIfAbsent(one.name(), name -> one);
                POINT.matcher(series.group(3))
                        .results()
                        .forEach(point ->
                                whole.values().put(Instant.parse(point.group(1)), Double.valueOf(point.group(2))));
            }
        }
        return List.copyOf(found.values());
    }

    private static Map<String, String> attributes(String json) {
        Map<String, String> attributes = new TreeMap<>();
        ATTRIBUTE.matcher(json).results().forEach(each -> attributes.put(each.group(1), each.group(2)));
        return attributes;
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String first(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in the answer");
        }
        return matcher.group(1);
    }

    private static SSLContext trusting(Path data) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var pem = Files.newInputStream(data.resolve("tls/ca.pem"))) {
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
