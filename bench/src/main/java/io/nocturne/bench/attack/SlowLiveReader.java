package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.LiveSocket;
import io.nocturne.bench.load.LiveComparison;
import io.nocturne.bench.load.LoadHost;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A live reader that subscribes to everything, stops reading for most of the attack, and then reads on: each
/// snapshot must have come as a tick, or lie in a stretch that was named as missed.
///
/// **Threads** - confined to the bench's main thread.
final class SlowLiveReader implements Attack {

    private static final int READ_FIRST_MILLIS = 8_000;
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(25);
    private static final String OPEN = "still open";

    private final LiveComparison seen = new LiveComparison();
    private long fromMillis;
    private long toMillis = Long.MAX_VALUE;
    private String end = OPEN;

    @Override
    public void run(Ground ground) throws Exception {
        String token;
        try (Connection connection = ground.api().connect()) {
            token = ground.api().login(connection);
        }
        try (LiveSocket socket = new LiveSocket(ground.api().connect(), token)) {
            socket.send(
                    LiveSocket.TEXT, "{\"type\":\"subscribe\",\"subscription\":\"all\",\"hosts\":[],\"metrics\":[]}");
            fromMillis = System.currentTimeMillis() + 2_000;
            read(socket, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_FIRST_MILLIS));
            ground.pause(TimeUnit.SECONDS.toMillis(ground.seconds()));
            toMillis = System.currentTimeMillis() - 1_000;
            read(socket, System.nanoTime() + DRAIN);
        } catch (IOException e) {
            end = e.toString();
        }
    }

    private void read(LiveSocket socket, long until) throws IOException {
        while (System.nanoTime() < until) {
            String text = socket.read();
            if (socket.kind() == LiveSocket.CLOSE) {
                end = "closed with " + text;
                return;
            }
            seen.take(text);
        }
    }

    /// Compares with what the honest hosts have sent.
    Map<String, Object> compared(List<LoadHost> hosts) {
        LiveComparison.Result result = seen.compared(hosts, fromMillis, toMillis, !end.equals(OPEN));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("snapshotsCame", result.came());
        facts.put("snapshotsNamedAsMissed", result.named());
        facts.put("wrongSnapshotsMissedSilently", result.silent());
        facts.put("session", end);
        return facts;
    }
}
