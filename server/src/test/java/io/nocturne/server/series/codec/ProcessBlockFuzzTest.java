package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.nocturne.model.series.ProcessTable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever the bytes are: the decoder throws [CorruptChunkException] or gives tables.
class ProcessBlockFuzzTest {

    private static final byte[] BLOCK = ProcessBlock.encode(ProcessTables.any(new SplittableRandom(3), 8));

    @Test
    void everyFlippedBitIsNoticed() {
        for (int bit = 0; bit < Math.min(BLOCK.length, 2_000) * 8; bit++) {
            byte[] damaged = flip(BLOCK, bit);
            assertThatThrownBy(() -> ProcessBlock.decode(damaged)).isInstanceOf(CorruptChunkException.class);
            assertThatThrownBy(() -> ProcessBlock.newestAtOrBefore(damaged, Long.MAX_VALUE))
                    .isInstanceOf(CorruptChunkException.class);
        }
    }

    @Test
    void everyTruncatedBlockIsNoticed() {
        for (int length = 0; length < BLOCK.length; length++) {
            byte[] cut = Arrays.copyOf(BLOCK, length);
            assertThatThrownBy(() -> ProcessBlock.decode(cut)).isInstanceOf(CorruptChunkException.class);
        }
    }

    @Test
    void moreThanABlockIsNoBlock() {
        assertThatThrownBy(() -> ProcessBlock.decode(Arrays.copyOf(BLOCK, BLOCK.length + 1)))
                .isInstanceOf(CorruptChunkException.class)
                .hasMessageContaining("size " + BLOCK.length + " is not that of the block");
    }

    @Test
    void aChunkIsNoBlock() {
        byte[] chunk =
                new ChunkWriter().encode(new long[1], 1, new double[0][], 0).whole();
        assertThatThrownBy(() -> ProcessBlock.decode(chunk))
                .isInstanceOf(CorruptChunkException.class)
                .hasMessage("process block: not a process block at byte 1 of " + chunk.length);
    }

    /// Below the checksum, which hides the decoder from what a broken writer would store.
    @Test
    void damagedBlocksWithAMatchingChecksumAreHarmless() {
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = damaged(random, ProcessBlock.encode(ProcessTables.any(random, random.nextInt(4))));
            seal(damaged);
            decode("seed " + seed, damaged);
        }
    }

    @Test
    void randomBlocksWithAMatchingChecksumAreHarmless() {
        for (long seed = 0; seed < 50_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] block = new byte[13 + random.nextInt(80)];
            random.nextBytes(block);
            block[2] = (byte) random.nextInt(4);
            block[3] = 0;
            block[8] = random.nextBoolean() ? 0 : block[8];
            seal(block);
            decode("seed " + seed, block);
        }
    }

    /// Below the deflate, which hides the rows from most damage.
    @Test
    void damagedRowsAreHarmless() {
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int count = random.nextInt(4);
            byte[] body = ProcessRowWriter.write(ProcessTables.any(random, count));
            for (int i = 0; i < 20; i++) {
                byte[] damaged = damaged(random, body);
                decodeRows("seed " + seed, damaged, count);
                decodeRows("seed " + seed, Arrays.copyOf(damaged, random.nextInt(damaged.length)), count);
            }
        }
    }

    @Test
    void aBodyThatInflatesToMoreThanItSaysIsRefused() {
        byte[] bytes = new byte[100_000];
        byte[] deflated = Deflate.deflate(bytes);
        for (int size : new int[] {1, 99_999, 100_001, 1 << 30}) {
            ByteSource source = new ByteSource("body", deflated, 0, deflated.length);
            assertThatThrownBy(() -> Deflate.inflate(source, size)).isInstanceOf(CorruptChunkException.class);
        }
    }

    @Test
    void aBodyWithoutItsEndOrWithMoreBehindItIsRefused() {
        byte[] deflated = Deflate.deflate(new byte[5_000]);
        for (int length = 0; length <= deflated.length + 1; length++) {
            byte[] other = Arrays.copyOf(deflated, length);
            if (length != deflated.length) {
                ByteSource source = new ByteSource("body", other, 0, length);
                assertThatThrownBy(() -> Deflate.inflate(source, 5_000)).isInstanceOf(CorruptChunkException.class);
            }
        }
    }

    private static void decode(String name, byte[] block) {
        try {
            List<ProcessTable> tables = ProcessBlock.decode(block);
            assertThat(tables).as(name).hasSizeLessThanOrEqualTo(ProcessBlock.MAX_TABLES);
            ProcessBlock.newestAtOrBefore(block, Long.MAX_VALUE);
        } catch (CorruptChunkException expected) {
            assertThat(expected).as(name).hasMessageContaining(": ");
        } catch (RuntimeException unexpected) {
            fail(name, unexpected);
        }
    }

    private static void decodeRows(String name, byte[] body, int count) {
        try {
            ProcessRowReader rows = new ProcessRowReader(body);
            for (int i = 0; i < count; i++) {
                assertThat(rows.next()).as(name).hasSizeLessThanOrEqualTo(body.length);
            }
            rows.needEnd();
        } catch (CorruptChunkException expected) {
            assertThat(expected).as(name).hasMessageContaining("process");
        } catch (RuntimeException unexpected) {
            fail(name, unexpected);
        }
    }

    private static byte[] damaged(SplittableRandom random, byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static void seal(byte[] block) {
        block[0] = ProcessBlock.MAGIC;
        block[1] = ProcessBlock.VERSION;
        putU32(block, 4, block.length);
        putU32(block, block.length - 4, Checksums.crc(block, 0, block.length - 4));
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
