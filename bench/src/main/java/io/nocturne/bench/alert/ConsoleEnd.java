package io.nocturne.bench.alert;

import io.nocturne.bench.harness.LiveSocket;
import io.nocturne.model.json.WireJson;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A console that listens to alerts only.
///
/// **Threads** - one runs it; whatever else is safe.
final class ConsoleEnd implements Runnable, Closeable {

    private final Crossings.End end;
    private final LiveSocket socket;
    private final JsonMapper json = WireJson.mapper();
    private final Map<String, String> lastStatus = new ConcurrentHashMap<>();
    private volatile @Nullable String failure;
    private volatile boolean closed;

    ConsoleEnd(Crossings.End end, LiveSocket socket) {
        this.end = end;
        this.socket = socket;
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                String text = socket.read();
                long now = System.nanoTime();
                switch (socket.kind()) {
                    case LiveSocket.PING -> socket.send(LiveSocket.PONG, text);
                    case LiveSocket.CLOSE -> throw new IOException("closed with " + text);
                    default -> take(text, now);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                failure = e.toString();
            }
        }
    }

    /// The same status twice is a change of something else.
    private void take(String text, long now) {
        if (!text.contains("\"alertChanged\"")) {
            return;
        }
        JsonNode alert = json.readTree(text).path("alert");
        String status = alert.path("status").asString("");
        boolean isTold = status.equals("firing") || status.equals("resolved");
        if (isTold
                && alert.path("ruleId").asString("").equals(AlertBench.RULE)
                && !status.equals(lastStatus.put(alert.path("alertId").asString(""), status))) {
            end.heard(AlertBench.hostIndex(alert.path("host").asString("")), status.equals("firing"), now);
        }
    }

    /// Why it hears nothing any more.
    ///
    /// **Absent** - while it does.
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
