package io.nocturne.server.series.codec;

import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Process tables of many kinds, the same for the same random numbers: everything that a sample allows.
final class ProcessTables {

    private static final List<String> TEXTS = List.of(
            "java",
            "kworker/0:1",
            "a",
            "\u00fc\u20ac",
            "\ud83d\ude00",
            "\ud83d",
            "x\udc00y",
            "\ufffd",
            "\u0000",
            "\uffff".repeat(ProcessSample.MAX_TEXT),
            "\ud800".repeat(ProcessSample.MAX_TEXT));

    private static final List<Function<SplittableRandom, Double>> UTILIZATIONS = List.of(
            random -> random.nextInt(40) / 1e4,
            random -> random.nextInt(640_000) / 1e4,
            SplittableRandom::nextDouble,
            random -> Double.longBitsToDouble(random.nextLong(0x7ff0_0000_0000_0000L)),
            random -> -0.0,
            random -> (double) random.nextLong(1L << 53) / 1e4,
            random -> Double.MAX_VALUE);

    private static final List<Function<SplittableRandom, Long>> MEMORIES = List.of(
            random -> random.nextInt(100_000) * 4096L,
            random -> random.nextInt(4) * 1L,
            random -> random.nextLong(Long.MAX_VALUE),
            random -> Long.MAX_VALUE,
            random -> 0L);

    private ProcessTables() {}

    static List<ProcessTable> any(SplittableRandom random, int count) {
        List<ProcessSample> pool = pool(random, 1 + random.nextInt(1 + random.nextInt(400)));
        int most = 1 + random.nextInt(Snapshot.MAX_PROCESSES + 1);
        int kinds = 1 + random.nextInt(UTILIZATIONS.size() * MEMORIES.size());
        List<ProcessTable> tables = new ArrayList<>();
        for (long time : Columns.clock(random, count)) {
            tables.add(new ProcessTable(Instant.ofEpochMilli(time), rows(random, pool, random.nextInt(most), kinds)));
        }
        return tables;
    }

    private static List<ProcessSample> pool(SplittableRandom random, int size) {
        List<ProcessSample> pool = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int pid = random.nextInt(random.nextBoolean() ? 10 : Integer.MAX_VALUE);
            pool.add(new ProcessSample(pid, text(random), user(random), null, 0));
        }
        return pool;
    }

    private static String text(SplittableRandom random) {
        return random.nextInt(3) == 0 ? "process " + random.nextInt() : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static @Nullable String user(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "";
            default -> text(random);
        };
    }

    /// Processes in their order or in any, some of them twice.
    private static List<ProcessSample> rows(SplittableRandom random, List<ProcessSample> pool, int count, int kinds) {
        int step = random.nextInt(3);
        List<ProcessSample> rows = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            at = step == 0 ? random.nextInt(pool.size()) : (at + step) % pool.size();
            ProcessSample process = pool.get(at);
            int kind = random.nextInt(kinds);
            Double utilization = random.nextInt(8) == 0
                    ? null
                    : UTILIZATIONS.get(kind % UTILIZATIONS.size()).apply(random);
            long memory = MEMORIES.get(kind / UTILIZATIONS.size()).apply(random);
            rows.add(new ProcessSample(process.pid(), process.name(), process.user(), utilization, memory));
        }
        return rows;
    }
}
