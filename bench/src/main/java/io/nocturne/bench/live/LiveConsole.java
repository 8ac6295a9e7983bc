package io.nocturne.bench.live;

import io.nocturne.bench.harness.LiveSocket;
import io.nocturne.bench.load.LiveComparison;
import io.nocturne.bench.load.LiveComparison.Tick;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.live.LiveRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A console as the server sees it: one live connection, subscribed to a few metrics of all hosts.
///
/// **Shape** - one that pauses before each frame is slow: it asks for all metrics, has little room for what it did not
/// read, and counts for no lag.
/// **Threads** - one runs it; whatever else is safe.
final class LiveConsole implements Runnable, Closeable {

    /// Of 100 series 18: about as many as the console's list of hosts asks for.
    private static final List<String> METRICS = List.of("system.memory.usage", "system.disk.operations");

    private static final int NARROW = 1 << 17;
    private static final int WIDE = 1 << 20;

    private final LiveRun run;
    private final LiveSocket socket;
    private final boolean isMeasured;
    private final LiveComparison comparison = new LiveComparison();
    private volatile int pauseMillis;
    private volatile long lastTickNanos = System.nanoTime();
    private volatile long lastServerMillis;
    private volatile @Nullable String end;
    private volatile boolean closed;

    LiveConsole(LiveRun run, LiveSocket socket, int pauseMillis) throws IOException {
        this.run = run;
        this.socket = socket;
        this.isMeasured = pauseMillis == 0;
        this.pauseMillis = pauseMillis;
        if (!isMeasured) {
            socket.receiveBuffer(NARROW);
        }
        socket.send(
                LiveSocket.TEXT,
                WireJson.mapper()
                        .writerFor(LiveRequest.class)
                        .writeValueAsString(
                                new LiveRequest.Subscribe("fleet", List.of(), isMeasured ? METRICS : List.of())));
    }

    @Override
    public void run() {
        try {
            while (end == null) {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
                take(socket.read());
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                end = e.toString();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(String text) throws IOException {
        long now = System.nanoTime();
        switch (socket.kind()) {
            case LiveSocket.PING -> socket.send(LiveSocket.PONG, text);
            case LiveSocket.CLOSE -> end = "closed with " + text;
            default -> {
                Optional<Tick> tick = comparison.take(text);
                tick.ifPresent(some -> came(some, now));
            }
        }
    }

    private void came(Tick tick, long now) {
        lastTickNanos = now;
        lastServerMillis = tick.serverTimeMillis();
        if (isMeasured) {
            run.came(tick, now);
        }
    }

    /// From now on it reads as fast as it can.
    void hurry() throws IOException {
        socket.receiveBuffer(WIDE);
        pauseMillis = 0;
    }

    /// Whether no snapshot came for so long.
    boolean isQuiet(long nanos) {
        return System.nanoTime() - lastTickNanos > nanos;
    }

    /// When the server wrote the last snapshot that came, by its clock.
    long lastServerMillis() {
        return lastServerMillis;
    }

    LiveComparison comparison() {
        return comparison;
    }

    /// Why the server ended the connection.
    ///
    /// **Absent** - while it has not.
    @Nullable
    String end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
