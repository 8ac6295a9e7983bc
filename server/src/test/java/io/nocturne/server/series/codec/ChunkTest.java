package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkTest {

    @Test
    void aChunkComesBackBitForBit() throws CorruptChunkException {
        long[] times = {1_000, 6_000, 11_001, 16_000};
        double[][] columns = {
            {1.5, 2.25, Double.NaN, -0.125},
            {7, 7, 7, 7},
            {Double.NaN, Double.NaN, Double.NaN, Double.NaN},
            {Math.PI, -0.0, Double.MIN_VALUE, Double.MAX_VALUE}
        };
        EncodedChunk chunk = new ChunkWriter().encode(times, 4, columns, 4);
        ChunkHead head = ChunkHead.read(chunk.head());
        head.verify(chunk.payload());
        assertThat(head.times()).isEqualTo(times);
        double[] into = new double[4];
        int[] exponents = new int[4];
        for (int column = 0; column < 4; column++) {
            exponents[column] = head.decode(column, chunk.payload(), head.offset(column), into);
            assertThat(into).isEqualTo(columns[column]);
        }
        assertThat(exponents).containsExactly(3, 0, DecimalGrid.NONE, DecimalGrid.NONE);
    }

    @Test
    void everyFiniteDoubleComesBackAsItWas() throws CorruptChunkException {
        double max = Double.MAX_VALUE;
        double min = Double.MIN_VALUE;
        double[][] extremes = {
            {max, max, max, max},
            {max, -max, max, -max},
            {1e308, -1e308, min, 0.0},
            {min, -min, Double.MIN_NORMAL, -0.0},
            {1e308, 1, 2, 3},
            {9.3e18, -9.3e18, 4_503_599_627_370_497.0, 1e-12}
        };
        long[] at = {1, 2, 3, 4};
        EncodedChunk chunk = new ChunkWriter().encode(at, 4, extremes, extremes.length);
        ChunkHead head = ChunkHead.read(chunk.head());
        double[] into = new double[4];
        for (int column = 0; column < extremes.length; column++) {
            head.decode(column, chunk.payload(), head.offset(column), into);
            for (int row = 0; row < into.length; row++) {
                assertThat(Double.doubleToRawLongBits(into[row]))
                        .isEqualTo(Double.doubleToRawLongBits(extremes[column][row]));
            }
        }
    }
}
