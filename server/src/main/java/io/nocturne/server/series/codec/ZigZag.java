package io.nocturne.server.series.codec;

/// Signed numbers as unsigned ones, small magnitudes first: 0, -1, 1, -2, 2...
final class ZigZag {

    private ZigZag() {}

    static long fold(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unfold(long folded) {
        return (folded >>> 1) ^ -(folded & 1);
    }
}
