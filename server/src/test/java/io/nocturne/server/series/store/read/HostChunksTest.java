package io.nocturne.server.series.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.series.codec.ChunkWriter;
import io.nocturne.server.series.codec.EncodedChunk;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HostChunksTest {

    private static final long WIDTH = Tier.RAW.widthMillis();
    private static final long FIRST = 100 * WIDTH;

    private final ChunkWriter writer = new ChunkWriter();
    private final Random random = new Random(7);
    private final UUID host = UUID.randomUUID();

    @Test
    void chunksCountWithAllThatTheyTake() {
        assertCounts(1, 2);
        assertCounts(120, 50);
        assertCounts(600, 5);
        assertCounts(3, 1_000);
    }

    @Test
    void ofASpotTheNewerCountWhicheverComesFirst() {
        HostChunks newer = HostChunks.none(FIRST).with(List.of(chunk(FIRST, 9, 20, 3)));

        assertThat(newer.with(List.of(chunk(FIRST, 8, 10, 3)))).isSameAs(newer);
        assertThat(newer.with(List.of(chunk(FIRST, 10, 30, 3), chunk(FIRST, 10, 5, 2)))
                        .chunks())
                .extracting(kept -> kept.head().rows())
                .containsExactly(30, 5);
        assertThat(newer.with(List.of(chunk(FIRST + WIDTH, 8, 10, 3))).chunks()).hasSize(2);
    }

    @Test
    void whatBeginsEarlierIsNotKept() {
        HostChunks none = HostChunks.none(FIRST);
        HostChunks two = none.with(List.of(chunk(FIRST, 1, 10, 3))).with(List.of(chunk(FIRST + WIDTH, 1, 10, 3)));

        assertThat(none.with(List.of(chunk(FIRST - WIDTH, 1, 10, 3)))).isSameAs(none);
        assertThat(two.withoutOldest().fromMillis()).isEqualTo(FIRST + WIDTH);
        assertThat(two.withoutOldest().chunks()).hasSize(1);
        assertThat(two.since(FIRST)).isSameAs(two);
    }

    @Test
    void whatCannotBeReadLeavesMemoryIncompleteUpToItsEnd() {
        StoredChunk good = chunk(FIRST, 2, 10, 3);
        byte[] damaged = good.payload().clone();
        damaged[1] ^= 1;
        StoredChunk bad = new StoredChunk(host, FIRST, 1, 0, "layout", 2, good.head(), damaged);
        HostChunks later = HostChunks.none(FIRST).with(List.of(chunk(FIRST + WIDTH, 1, 10, 3)));

        HostChunks with = later.with(List.of(bad));

        assertThat(with.fromMillis()).isEqualTo(FIRST + WIDTH);
        assertThat(with.chunks()).hasSize(1);
    }

    private void assertCounts(int rows, int columns) {
        long before = used();
        List<HostChunks> all = new ArrayList<>();
        long bytes = 0;
        while (bytes < 8 << 20) {
            HostChunks some = HostChunks.none(FIRST);
            for (int i = 0; i < 3; i++) {
                some = some.with(List.of(chunk(FIRST + i * WIDTH, 1, rows, columns)));
            }
            bytes += some.bytes();
            all.add(some);
        }

        long held = used() - before;
        assertThat(all).isNotEmpty();
        assertThat(bytes)
                .as("%d rows of %d columns take %d bytes of heap", rows, columns, held)
                .isBetween(held * 3 / 4, held * 5 / 4);
    }

    private StoredChunk chunk(long start, long version, int rows, int columns) {
        long[] times = new long[rows];
        double[][] values = new double[columns][rows];
        for (int row = 0; row < rows; row++) {
            times[row] = start + row * 1_000L;
            for (double[] column : values) {
                column[row] = random.nextInt(100) / 8.0;
            }
        }
        EncodedChunk chunk = writer.encode(times, rows, values, columns);
        // As the database's driver makes them: nothing is shared.
        UUID same = new UUID(host.getMostSignificantBits(), host.getLeastSignificantBits());
        String layout = new String("0123456789abcdef0123456789abcdef".toCharArray());
        return new StoredChunk(same, start, 1, 0, layout, version, chunk.head(), chunk.payload());
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
}
