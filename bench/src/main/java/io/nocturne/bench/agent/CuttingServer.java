package io.nocturne.bench.agent;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// A TLS server that serves one request a connection and then cuts it, so that each request costs the agent a
/// new one.
///
/// **Shape** - of sixteen deliveries twelve are told to enroll again, two get no answer, one is asked for its
/// layout and one is taken.
/// **Threads** - one of its own; the counts can be read from any.
final class CuttingServer implements Closeable {

    private static final String PASSWORD = "changeit";
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int MAX_BODY_BYTES = 8 << 20;
    private static final int READ_TIMEOUT_MILLIS = 10_000;
    private static final int ROUND = 16;
    private static final int REFUSED = 12;
    private static final int UNANSWERED = 14;
    private static final int ASKED = 15;

    private final SSLServerSocket listener;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private long deliveries;
    private long enrollments;

    /// Leaves in `data` what an agent on the same host looks for there.
    CuttingServer(Path data) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = data.resolve("bench.p12");
        Files.createDirectories(data.resolve("tls"));
        keytool(store, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=Bench CA", "-ext", "bc:c");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "leaf",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-signer",
                "ca",
                "-ext",
                "san=dns:localhost");
        keytool(
                store,
                "-exportcert",
                "-rfc",
                "-alias",
                "ca",
                "-file",
                data.resolve("tls/ca.pem").toString());
        keytool(store, "-delete", "-alias", "ca");
        Files.writeString(data.resolve("local-enrollment-token"), "bench-token\n");
        listener = (SSLServerSocket)
                context(store).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().name("cutting-server").daemon().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Connections that brought a whole request.
    long connections() {
        return connections.get();
    }

    /// Snapshots that were taken.
    long taken() {
        return taken.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                connection.setSoTimeout(READ_TIMEOUT_MILLIS);
                answer(connection);
            } catch (IOException e) {
                // The agent gave up, or the bench is over: the next one is another matter.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        String head = head(in);
        String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
        connections.incrementAndGet();
        String answer = head.startsWith("POST /api/v1/agents/enroll ") ? enroll() : ingest(body);
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private String enroll() {
        enrollments++;
        return http(
                200, "{\"hostId\":\"h\",\"agentId\":\"a\",\"credential\":\"credential-%d\"}".formatted(enrollments));
    }

    private String ingest(String body) {
        long turn = deliveries++ % ROUND;
        if (turn < REFUSED) {
            return http(401, "{\"status\":401,\"code\":\"token-invalid\",\"detail\":\"bench\"}");
        }
        if (turn < UNANSWERED) {
            return "";
        }
        if (turn < ASKED && !body.contains("\"layout\":")) {
            return http(409, "{\"status\":409,\"code\":\"layout-unknown\",\"detail\":\"bench\"}");
        }
        int snapshots = body.split("\"time\":", -1).length - 1;
        taken.addAndGet(snapshots);
        return http(200, "{\"layoutId\":\"x\",\"accepted\":%d,\"duplicate\":0,\"refused\":[]}".formatted(snapshots));
    }

    private static String http(int status, String json) {
        return "HTTP/1.1 %d Bench\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, json.length(), json);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(head.length() - 4, 0)) < 0) {
            int next = in.read();
            if (next < 0 || head.length() > MAX_HEADER_BYTES) {
                throw new IOException("no whole request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) throws IOException {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                int length =
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
                if (length <= MAX_BODY_BYTES) {
                    return length;
                }
            }
        }
        throw new IOException("no length, or too long");
    }

    private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command().addAll(List.of(arguments));
        keytool.command().addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = keytool.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool " + String.join(" ", arguments) + " failed");
        }
    }
}
