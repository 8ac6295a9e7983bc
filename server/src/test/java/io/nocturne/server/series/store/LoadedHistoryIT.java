package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the query bench loads must be what the store itself would have: it reads it back at each resolution.
class LoadedHistoryIT {

    private static final Instant END = Instant.parse("2026-11-22T13:20:00Z");
    private static final SeriesKey KEY = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user"));
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final List<UUID> HOSTS = List.of(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3));

    @TempDir
    private Path directory;

    @Test
    void aLoadedHistoryIsReadFromH2AtEveryResolution() throws Exception {
        try (TestDatabase database = TestDatabase.h2(directory)) {
            readsBack(database);
        }
    }

    @Test
    void aLoadedHistoryIsReadFromPostgresAtEveryResolution() throws Exception {
        try (TestDatabase database = TestDatabase.postgres()) {
            readsBack(database);
        }
    }

    private static void readsBack(TestDatabase database) throws Exception {
        HistoryPlan plan = new HistoryPlan(HOSTS, 2, END.toEpochMilli(), 1, 2, 20);
        new HistoryLoad(database.kind(), database.source(), plan, new Sawtooth(), 2).run();
        try (OpenStore store = new OpenStore(database.source(), database.kind(), Clock.fixed(END, ZoneOffset.UTC))) {
            assertThat(read(store, Resolution.RAW, Duration.ofHours(20))).isEqualTo(expected(Duration.ofHours(20)));
            assertThat(read(store, Resolution.ONE_MINUTE, Duration.ofHours(47)))
                    .isEqualTo(expected(Duration.ofHours(47)));
            assertThat(read(store, Resolution.ONE_HOUR, Duration.ofDays(19))).isEqualTo(expected(Duration.ofDays(19)));
        }
    }

    /// Hours of the last host, which is stored with the first one's bytes.
    private static List<String> read(OpenStore store, Resolution resolution, Duration back) {
        List<String> hours = new ArrayList<>();
        TimeRange range = new TimeRange(from(back), END);
        store.read(
                new RangeRequest(
                        List.of(HOSTS.getLast()),
                        List.of(KEY.metric()),
                        Map.of(),
                        range,
                        resolution,
                        Duration.ofHours(1).toMillis()),
                (hostId, key, steps) -> hours.addAll(texts(steps)));
        return hours;
    }

    private static List<String> expected(Duration back) {
        List<String> hours = new ArrayList<>();
        for (Instant hour = from(back); hour.isBefore(END); hour = hour.plus(Duration.ofHours(1))) {
            long first = hour.toEpochMilli() / INTERVAL.toMillis();
            long until = Math.min(hour.plus(Duration.ofHours(1)).toEpochMilli(), END.toEpochMilli());
            double[] values = new double[(int) (until / INTERVAL.toMillis() - first)];
            new Sawtooth().fill(0, 0, first, values);
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (double value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
            hours.add("%s %.4f %.9f %.4f %d".formatted(hour, min, sum / values.length, max, values.length));
        }
        return hours;
    }

    private static List<String> texts(Steps steps) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            texts.add("%s %.4f %.9f %.4f %d"
                    .formatted(
                            Instant.ofEpochMilli(steps.timeMillis(i)),
                            steps.min(i),
                            steps.avg(i),
                            steps.max(i),
                            steps.count(i)));
        }
        return texts;
    }

    private static Instant from(Duration back) {
        return Instant.parse("2026-11-22T13:00:00Z").minus(back);
    }

    /// Rises by 0.01 a snapshot and falls back after 97, another number than any chunk or bucket has.
    private record Sawtooth() implements HistoryValues {

        @Override
        public Layout layout(int host) {
            return new Layout(List.of(KEY));
        }

        @Override
        public long timeMillis(int host, long number) {
            return number * INTERVAL.toMillis();
        }

        @Override
        public long numberFrom(int host, long timeMillis) {
            return Math.ceilDiv(timeMillis, INTERVAL.toMillis());
        }

        @Override
        public void fill(int host, int series, long firstNumber, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = (firstNumber + i) % 97 / 100.0;
            }
        }

        @Override
        public int exponent(int series) {
            return 2;
        }
    }
}
