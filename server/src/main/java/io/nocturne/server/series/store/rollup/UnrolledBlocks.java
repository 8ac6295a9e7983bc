package io.nocturne.server.series.store.rollup;

import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.HeadWindow;
import io.nocturne.server.series.store.rollup.Spans.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.jdbc.core.JdbcTemplate;

/// For each host the blocks, of one minute-rollup chunk each, whose samples are not rolled up from a time on:
/// those that still run, and those that late samples came for.
///
/// What counts is what the database holds; it is kept in memory too, for readers. Whoever seals samples of a block
/// lowers the time and counts a change; whoever has rolled it up raises the time only if nobody has done so meanwhile.
///
/// **Threads** - safe to read; one thread changes it, first in its transaction and, when that is committed, here.
public final class UnrolledBlocks {

    private static final long HOUR_MILLIS = Buckets.MINUTES_AN_HOUR * Buckets.MINUTE_MILLIS;

    /// Two servers that change the same rows do so in one order.
    private static final Comparator<Block> ORDER =
            Comparator.comparingLong(Block::startMillis).thenComparing(Block::hostId);

    private final JdbcTemplate jdbc;
    private volatile ConcurrentMap<UUID, ConcurrentNavigableMap<Long, Rest>> rests;

    public UnrolledBlocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.rests = stored();
    }

    /// Takes what the database holds: another server has changed it, or it is open whether this one has.
    public void reload() {
        rests = stored();
    }

    /// Where a host's samples count and its rollups do not: in its unrolled blocks, and wherever the head has
    /// something.
    ///
    /// **Shape** - whole hours.
    public Spans spans(UUID hostId, List<HeadWindow> head) {
        NavigableMap<Long, Long> starts = new TreeMap<>();
        of(hostId).forEach((start, rest) -> starts.put(start, rest.fromMillis()));
        for (HeadWindow window : head) {
            starts.merge(Tier.ONE_MINUTE.startOf(window.startMillis()), hourOf(window.startMillis()), Math::min);
        }
        List<Span> spans = new ArrayList<>();
        starts.forEach((start, from) -> spans.add(new Span(from, start + Tier.ONE_MINUTE.widthMillis())));
        return new Spans(spans);
    }

    /// The blocks that can be rolled up further, and to where, if all before `untilMillis` is there.
    public Map<Block, Goal> ready(long untilMillis) {
        Map<Block, Goal> ready = new HashMap<>();
        rests.forEach((hostId, blocks) -> blocks.forEach((start, rest) -> {
            long goal = Math.min(start + Tier.ONE_MINUTE.widthMillis(), hourOf(untilMillis));
            if (goal > rest.fromMillis()) {
                ready.put(new Block(hostId, start), new Goal(goal, rest.changes()));
            }
        }));
        return ready;
    }

    /// Whether something in `[from, to)` waits to be rolled up, as the database says.
    public boolean anyBetween(long from, long to) {
        Long found = jdbc.queryForObject(
                "SELECT COUNT(*) FROM unrolled WHERE start_millis >= ? AND start_millis < ?",
                Long.class,
                Tier.ONE_MINUTE.startOf(from),
                to);
        return found != null && found > 0;
    }

    /// The blocks of which something in `[from, to)` waits to be rolled up, and what would be all of each.
    public Map<Block, Goal> between(long from, long to) {
        Map<Block, Goal> blocks = new HashMap<>();
        rests.forEach((hostId, starts) -> starts.subMap(Tier.ONE_MINUTE.startOf(from), true, to, false)
                .forEach((start, rest) -> blocks.put(
                        new Block(hostId, start), new Goal(start + Tier.ONE_MINUTE.widthMillis(), rest.changes()))));
        return blocks;
    }

    /// How many blocks wait, of all hosts.
    public long count() {
        return rests.values().stream().mapToLong(Map::size).sum();
    }

    /// Part of a seal's transaction: new samples begin at these hours; [#touched] follows once it is committed.
    public void touch(Touches touches) {
        List<Block> blocks = touches.hours.keySet().stream().sorted(ORDER).toList();
        jdbc.batchUpdate(
                """
                INSERT INTO unrolled (host_id, start_millis, from_millis, changes) VALUES (?, ?, ?, 0)
                ON CONFLICT DO NOTHING
                """,
                blocks.stream()
                        .map(block -> new Object[] {block.hostId(), block.startMillis(), touches.hour(block)})
                        .toList());
        jdbc.batchUpdate(
                """
                UPDATE unrolled SET from_millis = LEAST(from_millis, CAST(? AS BIGINT)), changes = changes + 1
                WHERE host_id = ? AND start_millis = ?
                """,
                blocks.stream()
                        .map(block -> new Object[] {touches.hour(block), block.hostId(), block.startMillis()})
                        .toList());
    }

    public void touched(Touches touches) {
        touches.hours.forEach(
                (block, hour) -> rests.computeIfAbsent(block.hostId(), host -> new ConcurrentSkipListMap<>())
                        .merge(block.startMillis(), new Rest(hour, 1), Rest::and));
    }

    /// Part of a rollup's transaction: returns those goals that are reached, because nobody touched their blocks
    /// since; [#rolled] follows once it is committed.
    public Map<Block, Goal> roll(Map<Block, Goal> goals) {
        List<Map.Entry<Block, Goal>> ordered = goals.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .toList();
        Map<Block, Goal> reached = new LinkedHashMap<>();
        for (Map.Entry<Block, Goal> entry : ordered) {
            if (roll(entry.getKey(), entry.getValue())) {
                reached.put(entry.getKey(), entry.getValue());
            }
        }
        return reached;
    }

    public void rolled(Map<Block, Goal> reached) {
        reached.forEach((block, goal) -> rests.computeIfPresent(block.hostId(), (host, blocks) -> {
            if (goal.isWhole(block)) {
                blocks.remove(block.startMillis());
            } else {
                blocks.put(block.startMillis(), new Rest(goal.toMillis(), goal.changes()));
            }
            return blocks.isEmpty() ? null : blocks;
        }));
    }

    private boolean roll(Block block, Goal goal) {
        int changed = goal.isWhole(block)
                ? jdbc.update(
                        "DELETE FROM unrolled WHERE host_id = ? AND start_millis = ? AND changes = ?",
                        block.hostId(),
                        block.startMillis(),
                        goal.changes())
                : jdbc.update(
                        "UPDATE unrolled SET from_millis = ? WHERE host_id = ? AND start_millis = ? AND changes = ?",
                        goal.toMillis(),
                        block.hostId(),
                        block.startMillis(),
                        goal.changes());
        return changed == 1;
    }

    private ConcurrentNavigableMap<Long, Rest> of(UUID hostId) {
        return rests.getOrDefault(hostId, new ConcurrentSkipListMap<>());
    }

    private ConcurrentMap<UUID, ConcurrentNavigableMap<Long, Rest>> stored() {
        ConcurrentMap<UUID, ConcurrentNavigableMap<Long, Rest>> all = new ConcurrentHashMap<>();
        jdbc.query("SELECT host_id, start_millis, from_millis, changes FROM unrolled", row -> {
            all.computeIfAbsent(row.getObject(1, UUID.class), host -> new ConcurrentSkipListMap<>())
                    .put(row.getLong(2), new Rest(row.getLong(3), row.getLong(4)));
        });
        return all;
    }

    private static long hourOf(long timeMillis) {
        return Math.floorDiv(timeMillis, HOUR_MILLIS) * HOUR_MILLIS;
    }

    /// The width of one minute-rollup chunk of a host.
    public record Block(UUID hostId, long startMillis) {}

    /// Up to where a block is rolled up, of all samples that it had at so many changes.
    public record Goal(long toMillis, long changes) {

        private boolean isWhole(Block block) {
            return toMillis >= block.startMillis() + Tier.ONE_MINUTE.widthMillis();
        }
    }

    /// From where on a block is not rolled up.
    private record Rest(long fromMillis, long changes) {

        Rest and(Rest touch) {
            return new Rest(Math.min(fromMillis, touch.fromMillis()), changes + touch.changes());
        }
    }

    /// For each block the first hour that new samples came for.
    ///
    /// **Threads** - confined to one.
    public static final class Touches {

        private final Map<Block, Long> hours = new HashMap<>();

        /// Samples of a host came that begin at a time.
        public void add(UUID hostId, long timeMillis) {
            hours.merge(new Block(hostId, Tier.ONE_MINUTE.startOf(timeMillis)), hourOf(timeMillis), Math::min);
        }

        private long hour(Block block) {
            return hours.getOrDefault(block, Long.MAX_VALUE);
        }
    }
}
