package io.nocturne.server.series.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final long MB = 1L << 20;
    private static final KnownLayout SMALL = KnownLayout.of(new Layout(List.of(SeriesKey.of("system.memory.usage"))));

    private final UUID agent = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private long segment;

    @Test
    void longProcessNamesCountWithTheirLength() {
        Head head = new Head(1_000 * MB);
        long before = used();

        for (int i = 0; i < 80; i++) {
            // In other ten minutes each time, so that none of them is packed.
            add(head, host, SMALL, List.of(new Snapshot(at(i), SampleValues.of(1.0), processes(i, 255))));
            add(head, host, SMALL, List.of(new Snapshot(at(i), SampleValues.of(1.0), processes(1_000 + i, 255))));
        }

        assertCountsWhatItHolds(head, before);
    }

    @Test
    void packedRowsCountWithTheirDirectories() {
        Head head = new Head(1_000 * MB);
        KnownLayout wide = layout(2_000, "packed");
        Random random = new Random(5);
        long before = used();

        for (int i = 0; i < 32 * 8; i++) {
            add(head, host, wide, List.of(new Snapshot(at(0).plusSeconds(i), values(random, 2_000))));
        }

        assertCountsWhatItHolds(head, before);
    }

    @Test
    void layoutsCountOnceHoweverManyDeliveriesBringThem() {
        Head head = new Head(1_000 * MB);
        long before = used();

        for (int i = 0; i < 20; i++) {
            // Made anew each time, as a delivery that declares its layout does.
            add(head, host, layout(5_000, "shared"), List.of(new Snapshot(at(i), SampleValues.of(new Double[5_000]))));
        }

        assertCountsWhatItHolds(head, before);
    }

    @Test
    void oneHostCannotFillItForAll() {
        Head head = new Head(4 * MB);
        UUID other = UUID.randomUUID();
        int taken = 0;
        while (head.refusal(host).isEmpty() && taken < 100_000) {
            add(head, host, SMALL, List.of(new Snapshot(at(taken % 500), SampleValues.of(1.0), processes(taken, 20))));
            taken++;
        }

        assertThat(head.refusal(host)).get().asString().contains("more than its share");
        assertThat(head.bytes()).isBetween(head.maxBytes() / 2 - 100_000, head.maxBytes() / 2 + 100_000);
        assertThat(head.refusal(other)).isEmpty();
        assertThat(head.isFilling()).as("it is time to seal").isTrue();
    }

    @Test
    void whatCannotBePackedStaysAndIsInNobodysWay() {
        Head head = new Head(10 * MB);
        KnownLayout two = layout(2, "two");

        for (int i = 0; i < 100; i++) {
            add(head, host, two, List.of(new Snapshot(at(0).plusSeconds(i), SampleValues.of(1.0))));
        }

        assertThat(head.windows(host))
                .singleElement()
                .satisfies(window -> assertThat(window.content().open()).hasSize(100));
    }

    @Test
    void aHostMayNotWaitInAnyNumberOfWindows() {
        Head head = new Head(1_000 * MB);
        for (int i = 0; i < Head.MAX_WINDOWS_A_HOST; i++) {
            assertThat(head.refusal(host)).isEmpty();
            add(head, host, SMALL, List.of(new Snapshot(at(i), SampleValues.of(1.0))));
        }

        assertThat(head.refusal(host)).get().asString().contains("1200 different ten minutes");
        assertThat(head.isPressed()).as("it is time to seal").isTrue();
        assertThat(head.isFilling()).as("at once").isFalse();
        assertThat(head.refusal(UUID.randomUUID())).isEmpty();
        head.cut();
        assertThat(head.refusal(host)).as("the next seal takes them").isEmpty();
        assertThat(head.isPressed()).isFalse();
    }

    /// What is packed small here is not in the journal, and a seal's transaction takes what the journal has.
    @Test
    void itIsTimeToSealWhenMuchArrivedHoweverSmallItIsPacked() {
        Head head = new Head(10 * MB);
        int added = 0;
        while (!head.isFilling() && added < 100_000) {
            Snapshot same = new Snapshot(at(0).plusMillis(added), SampleValues.of(1.0), processes(1, 40));
            add(head, host, SMALL, List.of(same));
            added++;
        }

        assertThat(head.bytes()).isLessThan(3 * MB);
        assertThat(added).isBetween(400, 800);
    }

    @Test
    void whatIsDroppedIsNotCountedAnyMore() {
        Head head = new Head(1_000 * MB);
        add(head, host, SMALL, List.of(new Snapshot(at(0), SampleValues.of(1.0))));
        head.cut();
        add(head, host, SMALL, List.of(new Snapshot(at(1), SampleValues.of(1.0))));
        assertThat(head.windows(host)).hasSize(2);
        assertThat(head.cut())
                .as("what the last seal could not write goes along")
                .hasSize(2);
        assertThat(head.names(SMALL.id())).isTrue();

        head.drop();

        assertThat(head.bytes()).isZero();
        assertThat(head.windows(host)).isEmpty();
        assertThat(head.names(SMALL.id())).isFalse();
    }

    private void add(Head head, UUID hostId, KnownLayout layout, List<Snapshot> snapshots) {
        segment++;
        head.add(
                segment,
                new JournalEntry(
                        agent,
                        hostId,
                        layout,
                        snapshots.stream()
                                .map(snapshot -> new NumberedSnapshot(segment, snapshot))
                                .toList(),
                        new Arrival(START, false)));
    }

    /// Within a quarter of what the virtual machine says.
    private static void assertCountsWhatItHolds(Head head, long before) {
        long held = used() - before;
        assertThat(head.bytes()).as("%d bytes of heap were taken", held).isBetween(held * 3 / 4, held * 5 / 4);
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static Instant at(int window) {
        return START.plus(Duration.ofMinutes(10L * window));
    }

    private static List<ProcessSample> processes(int seed, int length) {
        return IntStream.range(0, 100)
                .mapToObj(i -> {
                    String name = "%d-%d-".formatted(seed, i) + "n".repeat(length);
                    return new ProcessSample(
                            i, name.substring(0, length), name.substring(0, length - 1), 0.25 + i, 1L << 20);
                })
                .toList();
    }

    private static KnownLayout layout(int series, String name) {
        List<SeriesKey> keys = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            keys.add(SeriesKey.of("some.metric." + name, Map.of("device.name", name + "-device-" + i)));
        }
        return KnownLayout.of(new Layout(keys));
    }

    private static SampleValues values(Random random, int count) {
        return SampleValues.of(
                IntStream.range(0, count).mapToObj(i -> random.nextDouble()).toArray(Double[]::new));
    }
}
