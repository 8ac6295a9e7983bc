package io.nocturne.server.notify.channel.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A vendor's server on a random port: keeps what it is asked and answers as it was told to.
///
/// **Threads** - guarded by itself.
public final class VendorServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deque<Answer> next = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();
    private Answer usual = Answer.of(200, "");

    public VendorServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /// One answer. `echoes` repeats everything that was asked, secrets and all.
    public record Answer(int status, String body, Map<String, String> headers, boolean isNever, boolean echoes) {

        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of(), false, false);
        }

        public static Answer tooMany(String retryAfter, String body) {
            return new Answer(429, body, Map.of("Retry-After", retryAfter), false, false);
        }

        /// The connection stays open and nothing comes.
        public static Answer never() {
            return new Answer(200, "", Map.of(), true, false);
        }

        public static Answer echo(int status) {
            return new Answer(status, "", Map.of(), false, true);
        }
    }

    /// One question, its header names in lower case.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Asked(String method, String pathAndQuery, Map<String, String> headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(text());
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public synchronized void usually(Answer answer) {
        usual = answer;
    }

    /// The answers to the next questions, before it is as usual again.
    public synchronized void next(Answer... answers) {
        next.addAll(List.of(answers));
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    public synchronized Asked last() {
        return asked.getLast();
    }

    private synchronized Answer heard(Asked question) {
        asked.add(question);
        return next.isEmpty() ? usual : next.removeFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Asked question =
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
        Answer answer = heard(question);
        if (answer.isNever()) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        String text =
                answer.echoes() ? question.pathAndQuery() + "\n" + headers + "\n" + question.text() : answer.body();
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        } catch (IOException e) {
            // Nobody has to read an answer to its end.
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
