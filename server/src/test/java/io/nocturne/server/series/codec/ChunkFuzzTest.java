package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever the bytes are: a reader throws [CorruptChunkException] or gives finite values.
class ChunkFuzzTest {

    private final ChunkWriter writer = new ChunkWriter();

    private EncodedChunk chunk(SplittableRandom random, int rows) {
        double[][] columns = new double[6][];
        Arrays.setAll(columns, column -> Columns.any(random, rows));
        return writer.encode(Columns.clock(random, rows), rows, columns, columns.length);
    }

    @Test
    void everyFlippedBitOfAHeadIsNoticed() {
        byte[] head = chunk(new SplittableRandom(1), 100).head();
        for (int bit = 0; bit < head.length * 8; bit++) {
            byte[] damaged = flip(head, bit);
            assertThatThrownBy(() -> ChunkHead.read(damaged)).isInstanceOf(CorruptChunkException.class);
        }
    }

    @Test
    void everyFlippedBitOfAPayloadIsNoticed() throws CorruptChunkException {
        EncodedChunk chunk = chunk(new SplittableRandom(2), 100);
        ChunkHead head = ChunkHead.read(chunk.head());
        for (int bit = 0; bit < chunk.payload().length * 8; bit++) {
            byte[] damaged = flip(chunk.payload(), bit);
            assertThatThrownBy(() -> head.verify(damaged)).isInstanceOf(CorruptChunkException.class);
            assertThatThrownBy(() -> decodeAll(head, damaged)).isInstanceOf(CorruptChunkException.class);
        }
    }

    @Test
    void everyTruncatedChunkIsNoticed() throws CorruptChunkException {
        EncodedChunk chunk = chunk(new SplittableRandom(3), 100);
        ChunkHead head = ChunkHead.read(chunk.head());
        for (int length = 0; length < chunk.head().length; length++) {
            byte[] cut = Arrays.copyOf(chunk.head(), length);
            assertThatThrownBy(() -> ChunkHead.read(cut)).isInstanceOf(CorruptChunkException.class);
        }
        for (int length = 0; length < chunk.payload().length; length++) {
            byte[] cut = Arrays.copyOf(chunk.payload(), length);
            assertThatThrownBy(() -> head.verify(cut)).isInstanceOf(CorruptChunkException.class);
            assertThatThrownBy(() -> decodeAll(head, cut)).isInstanceOf(CorruptChunkException.class);
        }
    }

    @Test
    void moreThanAHeadIsNoHead() {
        byte[] head = chunk(new SplittableRandom(4), 10).head();
        assertThatThrownBy(() -> ChunkHead.read(Arrays.copyOf(head, head.length + 3)))
                .isInstanceOf(CorruptChunkException.class)
                .hasMessage("chunk head: 3 bytes too many");
    }

    /// Below the checksums, which hide the readers from what a broken writer would store.
    @Test
    void damagedColumnsWithAMatchingChecksumAreHarmless() {
        for (long seed = 0; seed < 25; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = 1 + random.nextInt(150);
            byte[] column = column(random, rows);
            for (int bit = 0; bit < column.length * 8; bit++) {
                decodeRaw("seed " + seed + " bit " + bit, flip(column, bit), rows);
            }
            for (int length = 0; length < column.length; length++) {
                decodeRaw("seed " + seed + " length " + length, Arrays.copyOf(column, length), rows);
            }
        }
    }

    @Test
    void randomColumnsAreHarmless() {
        for (long seed = 0; seed < 50_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            bytes[0] &= 0x7f;
            decodeRaw("seed " + seed, bytes, random.nextInt(140));
        }
    }

    @Test
    void damagedHeadsWithAMatchingChecksumAreHarmless() {
        for (long seed = 0; seed < 12_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] head = seed % 2 == 0 ? chunkHead(random) : new byte[16 + random.nextInt(60)];
            if (seed % 2 != 0) {
                random.nextBytes(head);
                putU32(head, 0, ChunkWriter.MAGIC | ChunkWriter.VERSION << 8 | random.nextInt(0x10000) << 16);
                putU32(head, 4, head.length);
            }
            byte[] damaged = flip(head, 8 + random.nextInt((head.length - 4) * 8 - 8));
            putU32(damaged, head.length - 4, Checksums.crc(damaged, 0, head.length - 4));
            readHead("seed " + seed, damaged);
        }
    }

    private byte[] chunkHead(SplittableRandom random) {
        int rows = random.nextInt(130);
        return writer.encode(Columns.clock(random, rows), rows, new double[][] {new double[rows]}, 1)
                .head();
    }

    private static void readHead(String name, byte[] bytes) {
        try {
            ChunkHead head = ChunkHead.read(bytes);
            assertThat(head.columns()).as(name).isLessThan(bytes.length);
            assertThat(head.rows()).as(name).isLessThanOrEqualTo(1 + 32 * bytes.length);
            assertThat(head.payloadSize()).as(name).isNotNegative();
        } catch (CorruptChunkException expected) {
            assertThat(expected).as(name).hasMessageContaining("chunk head: ");
        } catch (RuntimeException unexpected) {
            fail(name, unexpected);
        }
    }

    private static byte[] column(SplittableRandom random, int rows) {
        ByteSink sink = new ByteSink();
        new ColumnWriter().write(0, Columns.any(random, rows), rows, sink);
        return sink.copy();
    }

    private static void decodeRaw(String name, byte[] bytes, int rows) {
        double[] into = new double[rows];
        try {
            ColumnReader.decode(new ByteSource("column", bytes, 0, bytes.length), rows, into);
            if (Arrays.stream(into).anyMatch(Double::isInfinite)) {
                fail(name + ": an infinite value");
            }
        } catch (CorruptChunkException expected) {
            assertThat(expected).as(name).hasMessageContaining("column: ");
        } catch (RuntimeException unexpected) {
            fail(name, unexpected);
        }
    }

    private static void decodeAll(ChunkHead head, byte[] payload) throws CorruptChunkException {
        double[] into = new double[head.rows()];
        for (int column = 0; column < head.columns(); column++) {
            head.decode(column, payload, head.offset(column), into);
        }
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
        return flipped;
    }

    private static void putU32(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
