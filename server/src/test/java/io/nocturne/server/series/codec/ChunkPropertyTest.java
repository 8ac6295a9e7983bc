package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every chunk, tried on many; a failure names the seed.
class ChunkPropertyTest {

    private final ChunkWriter writer = new ChunkWriter();

    @Test
    void everyChunkComesBackBitForBit() throws CorruptChunkException {
        for (long seed = 0; seed < 1_500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            check("seed " + seed, random, random.nextInt(1 + random.nextInt(400)), random.nextInt(12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 62, 63, 64, 65, 66, 127, 128, 129, 130, 192, 193, 194, 4_097, 65_535})
    void everyNumberOfRowsComesBack(int rows) throws CorruptChunkException {
        SplittableRandom random = new SplittableRandom(rows);
        check(rows + " rows", random, rows, 17);
    }

    private void check(String name, SplittableRandom random, int rows, int columnCount) throws CorruptChunkException {
        long[] times = Columns.clock(random, rows);
        double[][] columns = new double[columnCount][];
        Arrays.setAll(columns, column -> Columns.any(random, rows));
        EncodedChunk chunk = writer.encode(times, rows, columns, columnCount);
        ChunkHead head = ChunkHead.read(chunk.head());
        head.verify(chunk.payload());
        assertThat(head.times()).as(name).isEqualTo(times);
        assertThat(head.columns()).as(name).isEqualTo(columnCount);
        double[] into = new double[rows];
        for (int column = 0; column < columnCount; column++) {
            int exponent = head.decode(column, chunk.payload(), head.offset(column), into);
            assertSameBits(name + " column " + column, into, columns[column]);
            assertOnGrid(name + " column " + column, into, exponent);
        }
        checkOtherShapes(name, chunk, columns, rows);
    }

    /// A whole chunk in one array, and each column cut out alone.
    private static void checkOtherShapes(String name, EncodedChunk chunk, double[][] columns, int rows)
            throws CorruptChunkException {
        byte[] whole = chunk.whole();
        ChunkHead head = ChunkHead.readWhole(whole);
        assertThat(head.size() + head.payloadSize()).isEqualTo(whole.length);
        double[] into = new double[rows];
        for (int column = 0; column < columns.length; column++) {
            head.decode(column, whole, head.size() + head.offset(column), into);
            assertSameBits(name + " in one array", into, columns[column]);
            int from = head.offset(column);
            byte[] alone = Arrays.copyOfRange(chunk.payload(), from, from + head.length(column));
            head.decode(column, alone, 0, into);
            assertSameBits(name + " alone", into, columns[column]);
        }
    }

    private static void assertSameBits(String name, double[] actual, double[] expected) {
        for (int row = 0; row < expected.length; row++) {
            if (Double.doubleToLongBits(actual[row]) != Double.doubleToLongBits(expected[row])) {
                fail("%s, row %d: %s came back as %s", name, row, expected[row], actual[row]);
            }
        }
    }

    private static void assertOnGrid(String name, double[] values, int exponent) {
        for (double value : values) {
            if (!Double.isNaN(value) && DecimalGrid.snap(value, exponent) != value) {
                fail("%s: %s is not on the grid of %d decimals", name, value, exponent);
            }
        }
    }

    @Test
    void aSumOfDecimalsSnapsToTheExactSum() {
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += 0.1;
        }
        assertThat(sum).isNotEqualTo(1.0);
        assertThat(DecimalGrid.snap(sum, 1)).isEqualTo(1.0);
        assertThat(DecimalGrid.snap(Math.PI, DecimalGrid.NONE)).isEqualTo(Math.PI);
        assertThat(DecimalGrid.snap(1e300, 4)).isEqualTo(1e300);
    }

    @Test
    void constantAbsentAndRegularThingsTakeAFewBytes() throws CorruptChunkException {
        long[] times = new long[120];
        Arrays.setAll(times, row -> 1_795_000_000_000L + row * 5_000L);
        double[][] columns = new double[3][120];
        Arrays.fill(columns[0], Double.NaN);
        Arrays.fill(columns[1], 0.25);
        Arrays.fill(columns[2], Math.PI);
        EncodedChunk chunk = writer.encode(times, 120, columns, 3);
        ChunkHead head = ChunkHead.read(chunk.head());
        assertThat(head.length(0)).isZero();
        assertThat(head.length(1)).isEqualTo(2);
        assertThat(head.length(2)).isEqualTo(9);
        assertThat(writer.encode(times, 120, columns, 0).head()).hasSizeLessThanOrEqualTo(17 + 13);
    }

    @Test
    void whatCannotBeStoredIsRefused() {
        double[][] infinite = {{1, Double.POSITIVE_INFINITY}};
        assertThatThrownBy(() -> writer.encode(new long[] {1, 2}, 2, infinite, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 0: row 1 is infinite");
        assertThatThrownBy(() -> writer.encode(new long[] {2, 1}, 2, infinite, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> writer.encode(new long[65_536], 65_536, infinite, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
    }
}
