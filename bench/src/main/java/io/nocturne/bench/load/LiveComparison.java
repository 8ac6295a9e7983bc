package io.nocturne.bench.load;

import io.nocturne.model.json.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a live connection brought, held against what was sent: each snapshot must have come as a tick, or be named and
/// counted as missed.
///
/// **Threads** - safe; guarded by this.
public final class LiveComparison {

    private static final TreeSet<Long> NOTHING = new TreeSet<>();

    private final JsonMapper json = WireJson.mapper();
    private final Map<String, TreeSet<Long>> ticks = new HashMap<>();
    private final Map<String, List<Stretch>> ofHosts = new HashMap<>();
    private final List<Stretch> ofAll = new ArrayList<>();
    private long doubled;

    /// Takes a message of the server; what is no tick is empty.
    public synchronized Optional<Tick> take(String text) {
        if (text.contains("\"sampleTick\"")) {
            return Optional.of(tick(json.readTree(text)));
        }
        if (text.contains("\"samplesMissed\"")) {
            JsonNode missed = json.readTree(text);
            ofAll.add(new Stretch(
                    millis(missed.get("from")),
                    millis(missed.get("to")),
                    missed.get("count").asLong()));
        }
        return Optional.empty();
    }

    private Tick tick(JsonNode node) {
        Tick tick = new Tick(
                node.get("hostId").asString(),
                millis(node.get("time")),
                millis(node.get("serverTime")),
                node.get("values").size());
        if (!ticks.computeIfAbsent(tick.hostId(), id -> new TreeSet<>()).add(tick.timeMillis())) {
            doubled++;
        }
        JsonNode from = node.get("missedFrom");
        if (from != null && !from.isNull()) {
            ofHosts.computeIfAbsent(tick.hostId(), id -> new ArrayList<>())
                    .add(new Stretch(
                            millis(from), tick.timeMillis(), node.get("missed").asLong()));
        }
        return tick;
    }

    /// How many snapshots it was told that it missed.
    public synchronized long told() {
        return count(ofAll)
                + ofHosts.values().stream().mapToLong(LiveComparison::count).sum();
    }

    /// With everything of hosts that was acknowledged, with times in `[fromMillis, toMillis)`.
    ///
    /// **Shape** - of a connection that has ended, each host counts up to its last tick: from there on its
    /// client reads what is stored.
    public synchronized Result compared(
            List<? extends SentHost> hosts, long fromMillis, long toMillis, boolean hasEnded) {
        Result all = new Result(0, 0, 0, doubled);
        List<Long> left = new ArrayList<>();
        for (SentHost host : hosts) {
            TreeSet<Long> seen = ticks.getOrDefault(host.hostId(), NOTHING);
            long until = !hasEnded ? toMillis : seen.isEmpty() ? 0 : Math.min(toMillis, seen.last());
            all = all.plus(ofHost(host.hostId(), due(host, fromMillis, until), left));
        }
        // A stretch of all hosts says how many, but not whose.
        long named = Math.min(within(left, ofAll), count(ofAll));
        return all.plus(new Result(0, named, left.size() - named, 0));
    }

    /// **Shape** - adds to `left` what no tick and no stretch of the host stands for.
    private Result ofHost(String hostId, List<Long> due, List<Long> left) {
        TreeSet<Long> seen = ticks.getOrDefault(hostId, NOTHING);
        List<Stretch> stretches = ofHosts.getOrDefault(hostId, List.of());
        List<Long> unseen = due.stream().filter(time -> !seen.contains(time)).toList();
        unseen.stream().filter(time -> !isWithin(stretches, time)).forEach(left::add);
        long inside = within(unseen, stretches);
        long named = Math.min(inside, count(stretches));
        return new Result(due.size() - unseen.size(), named, inside - named, 0);
    }

    private static List<Long> due(SentHost host, long fromMillis, long toMillis) {
        return LongStream.range(0, host.acknowledged())
                .map(host::timeMillis)
                .filter(time -> fromMillis <= time && time < toMillis)
                .boxed()
                .toList();
    }

    private static long within(List<Long> times, List<Stretch> stretches) {
        return times.stream().filter(time -> isWithin(stretches, time)).count();
    }

    private static boolean isWithin(List<Stretch> stretches, long time) {
        return stretches.stream().anyMatch(stretch -> stretch.from() <= time && time < stretch.to());
    }

    private static long count(List<Stretch> stretches) {
        return stretches.stream().mapToLong(Stretch::count).sum();
    }

    private static long millis(JsonNode time) {
        return Instant.parse(time.asString()).toEpochMilli();
    }

    private record Stretch(long from, long to, long count) {}

    /// One snapshot of a host as it came.
    public record Tick(String hostId, long timeMillis, long serverTimeMillis, int values) {}

    /// In snapshots.
    ///
    /// **Shape** - `doubled` came twice on the one connection, whenever that was.
    public record Result(long came, long named, long silent, long doubled) {

        public Result plus(Result other) {
            return new Result(came + other.came, named + other.named, silent + other.silent, doubled + other.doubled);
        }
    }
}
