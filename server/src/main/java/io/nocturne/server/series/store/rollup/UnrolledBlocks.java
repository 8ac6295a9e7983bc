package io.nocturne.server.series.store.rollup;

import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.HeadWindow;
import io.nocturne.server.series.store.rollup.Spans.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.jdbc.core.JdbcTemplate;

/// For each host the blocks, of one minute-rollup chunk each, whose samples are not rolled up from a time on:
/// those that still run, and those that late samples came for.
///
/// **Threads** - safe to read; one thread changes it, first in its transaction and, when that is committed, here.
public final class UnrolledBlocks {

    private static final long HOUR_MILLIS = Buckets.MINUTES_AN_HOUR * Buckets.MINUTE_MILLIS;

    private final JdbcTemplate jdbc;
    private volatile ConcurrentMap<UUID, ConcurrentSkipListMap<Long, Long>> fromMillis;

    public UnrolledBlocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.fromMillis = stored();
    }

    /// Takes what the database holds: it is open whether the last change was made there.
    public void reload() {
        fromMillis = stored();
    }

    /// Where a host's samples count and its rollups do not: in its unrolled blocks, and wherever the head has
    /// something.
    ///
    /// **Shape** - whole hours.
    public Spans spans(UUID hostId, List<HeadWindow> head) {
        NavigableMap<Long, Long> starts = new TreeMap<>(fromMillis.getOrDefault(hostId, new ConcurrentSkipListMap<>()));
        for (HeadWindow window : head) {
            starts.merge(Tier.ONE_MINUTE.startOf(window.startMillis()), hourOf(window.startMillis()), Math::min);
        }
        List<Span> spans = new ArrayList<>();
        starts.forEach((start, from) -> spans.add(new Span(from, start + Tier.ONE_MINUTE.widthMillis())));
        return new Spans(spans);
    }

    /// The blocks that can be rolled up further, and to where, if all before `untilMillis` is there.
    public Map<Block, Long> ready(long untilMillis) {
        Map<Block, Long> ready = new HashMap<>();
        fromMillis.forEach((hostId, blocks) -> blocks.forEach((start, from) -> {
            long goal = Math.min(start + Tier.ONE_MINUTE.widthMillis(), hourOf(untilMillis));
            if (goal > from) {
                ready.put(new Block(hostId, start), goal);
            }
        }));
        return ready;
    }

    /// Whether something in `[from, to)` waits to be rolled up.
    public boolean anyBetween(long from, long to) {
        return fromMillis.values().stream()
                .anyMatch(blocks -> !blocks.subMap(Tier.ONE_MINUTE.startOf(from), true, to, false)
                        .isEmpty());
    }

    /// The blocks of which something in `[from, to)` waits to be rolled up.
    public List<Block> between(long from, long to) {
        List<Block> blocks = new ArrayList<>();
        fromMillis.forEach((hostId, starts) -> starts.subMap(Tier.ONE_MINUTE.startOf(from), true, to, false)
                .keySet()
                .forEach(start -> blocks.add(new Block(hostId, start))));
        return blocks;
    }

    /// How many blocks wait, of all hosts.
    public long count() {
        return fromMillis.values().stream().mapToLong(Map::size).sum();
    }

    /// What new samples that begin at a time leave of a block's rollup; nothing if it stays as it is.
    public Map<Block, Long> touched(UUID hostId, long timeMillis) {
        Block block = new Block(hostId, Tier.ONE_MINUTE.startOf(timeMillis));
        Long present =
                fromMillis.getOrDefault(hostId, new ConcurrentSkipListMap<>()).get(block.startMillis());
        long hour = hourOf(timeMillis);
        return present != null && present <= hour ? Map.of() : Map.of(block, hour);
    }

    /// Part of the caller's transaction; [#apply] follows once it is committed.
    public void write(Map<Block, Long> changes) {
        List<Object[]> keys = changes.keySet().stream()
                .map(block -> new Object[] {block.hostId(), block.startMillis()})
                .toList();
        jdbc.batchUpdate("DELETE FROM unrolled WHERE host_id = ? AND start_millis = ?", keys);
        jdbc.batchUpdate(
                "INSERT INTO unrolled (host_id, start_millis, from_millis) VALUES (?, ?, ?)",
                changes.entrySet().stream()
                        .filter(change -> !isWhole(change.getKey(), change.getValue()))
                        .map(change -> new Object[] {
                            change.getKey().hostId(), change.getKey().startMillis(), change.getValue()
                        })
                        .toList());
    }

    public void apply(Map<Block, Long> changes) {
        changes.forEach((block, from) -> {
            if (isWhole(block, from)) {
                fromMillis.computeIfPresent(block.hostId(), (host, blocks) -> {
                    blocks.remove(block.startMillis());
                    return blocks.isEmpty() ? null : blocks;
                });
            } else {
                put(fromMillis, block, from);
            }
        });
    }

    private ConcurrentMap<UUID, ConcurrentSkipListMap<Long, Long>> stored() {
        ConcurrentMap<UUID, ConcurrentSkipListMap<Long, Long>> all = new ConcurrentHashMap<>();
        jdbc.query("SELECT host_id, start_millis, from_millis FROM unrolled", row -> {
            put(all, new Block(row.getObject(1, UUID.class), row.getLong(2)), row.getLong(3));
        });
        return all;
    }

    private static void put(ConcurrentMap<UUID, ConcurrentSkipListMap<Long, Long>> into, Block block, long from) {
        into.computeIfAbsent(block.hostId(), host -> new ConcurrentSkipListMap<>())
                .put(block.startMillis(), from);
    }

    private static boolean isWhole(Block block, long from) {
        return from >= block.startMillis() + Tier.ONE_MINUTE.widthMillis();
    }

    private static long hourOf(long timeMillis) {
        return Math.floorDiv(timeMillis, HOUR_MILLIS) * HOUR_MILLIS;
    }

    /// The width of one minute-rollup chunk of a host.
    public record Block(UUID hostId, long startMillis) {}
}
