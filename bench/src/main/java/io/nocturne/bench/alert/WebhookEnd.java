package io.nocturne.bench.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nocturne.model.json.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A receiver of webhooks on this machine that takes everything at once.
///
/// **Threads** - has its own.
final class WebhookEnd implements AutoCloseable {

    private static final int BACKLOG = 1_000;

    private final Crossings.End end;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = WireJson.mapper();
    private final LongAdder messages = new LongAdder();
    private final LongAdder grouped = new LongAdder();
    private final LongAdder left = new LongAdder();

    WebhookEnd(Crossings.End end) throws IOException {
        this.end = end;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    Crossings.End end() {
        return end;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/alerts";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            long now = System.nanoTime();
            exchange.sendResponseHeaders(204, -1);
            JsonNode message = json.readTree(body);
            int ours = 0;
            for (JsonNode alert : message.path("alerts")) {
                JsonNode labels = alert.path("labels");
                if (labels.path("alertname").asString("").equals(AlertBench.RULE)) {
                    ours++;
                    end.heard(
                            AlertBench.hostIndex(labels.path("host").asString("")),
                            alert.path("status").asString("").equals("firing"),
                            now);
                }
            }
            left.add(message.path("truncatedAlerts").asLong(0));
            if (ours > 0) {
                messages.increment();
            }
            if (ours > 1) {
                grouped.increment();
            }
        }
    }

    /// How many messages came with alerts of this bench.
    long messages() {
        return messages.sum();
    }

    /// How many of them had more than one.
    long grouped() {
        return grouped.sum();
    }

    /// How many alerts messages left out, as they said.
    long leftOut() {
        return left.sum();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
