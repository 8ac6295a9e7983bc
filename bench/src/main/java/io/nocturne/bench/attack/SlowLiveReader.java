package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.model.json.WireJson;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A live reader that subscribes to everything, stops reading for most of the attack, and then reads on: each
/// snapshot must have come as a tick, or lie in a stretch that was named as missed.
///
/// **Threads** - confined to the bench's main thread.
final class SlowLiveReader implements Attack {

    private static final int READ_FIRST_MILLIS = 8_000;
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(25);

    private final JsonMapper json = WireJson.mapper();
    private final Map<String, TreeSet<Long>> ticks = new HashMap<>();
    private final Map<String, Set<Stretch>> missed = new HashMap<>();
    private long fromMillis;
    private long toMillis;
    private String end = "still open";

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
            if (text.contains("\"sampleTick\"")) {
                tick(json.readTree(text));
            }
        }
    }

    private void tick(JsonNode tick) {
        String host = tick.get("hostId").asString();
        long time = Instant.parse(tick.get("time").asString()).toEpochMilli();
        ticks.computeIfAbsent(host, id -> new TreeSet<>()).add(time);
        JsonNode from = tick.get("missedFrom");
        if (from != null && !from.isNull()) {
            missed.computeIfAbsent(host, id -> new HashSet<>())
                    .add(new Stretch(Instant.parse(from.asString()).toEpochMilli(), time));
        }
    }

    /// Compares with what the honest hosts have sent.
    Map<String, Object> compared(List<LoadHost> hosts) {
        long came = 0;
        long named = 0;
        long silent = 0;
        boolean open = end.equals("still open");
        for (LoadHost host : hosts) {
            // A session that ended tells its client to read on from its last tick; what came after that is no secret.
            TreeSet<Long> seen = ticks.getOrDefault(host.hostId(), new TreeSet<>());
            long until = open ? toMillis : seen.isEmpty() ? 0 : seen.last();
            for (long number = 0; number < host.acknowledged(); number++) {
                long time = host.timeMillis(number);
                if (time < fromMillis || time >= until) {
                    continue;
                }
                if (seen.contains(time)) {
                    came++;
                } else if (missed.getOrDefault(host.hostId(), Set.of()).stream()
                        .anyMatch(stretch -> stretch.from() <= time && time < stretch.to())) {
                    named++;
                } else {
                    silent++;
                }
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("snapshotsCame", came);
        facts.put("snapshotsNamedAsMissed", named);
        facts.put("wrongSnapshotsMissedSilently", silent);
        facts.put("session", end);
        return facts;
    }

    private record Stretch(long from, long to) {}
}
