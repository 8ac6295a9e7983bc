package io.nocturne.server.series.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes and bits that are being written; little-endian, the first bit is the lowest.
///
/// **Threads** - confined to one. Whoever writes first makes room with [#reserve].
final class ByteSink {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[4096];
    private int size;
    private long pending;
    private int pendingBits;

    void clear() {
        size = 0;
        pending = 0;
        pendingBits = 0;
    }

    int size() {
        return size;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    void u8(int value) {
        bytes[size++] = (byte) value;
    }

    void u8At(int at, int value) {
        bytes[at] = (byte) value;
    }

    void u16(int value) {
        u8(value);
        u8(value >>> 8);
    }

    void u32(int value) {
        u16(value);
        u16(value >>> 16);
    }

    void u32At(int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    void u64(long value) {
        LONG.set(bytes, size, value);
        size += 8;
    }

    void bytes(byte[] values) {
        reserve(values.length);
        System.arraycopy(values, 0, bytes, size, values.length);
        size += values.length;
    }

    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            u8((int) rest | 0x80);
            rest >>>= 7;
        }
        u8((int) rest);
    }

    void zigzag(long value) {
        varint(ZigZag.fold(value));
    }

    /// Appends the `width` lowest bits; `value` has no others.
    void bits(long value, int width) {
        pending |= value << pendingBits;
        int filled = pendingBits + width;
        if (filled >= Long.SIZE) {
            u64(pending);
            pending = pendingBits == 0 ? 0 : value >>> (Long.SIZE - pendingBits);
            filled -= Long.SIZE;
        }
        pendingBits = filled;
    }

    /// Ends a run of bits at a full byte.
    void endBits() {
        int rest = (pendingBits + 7) >>> 3;
        LONG.set(bytes, size, pending);
        size += rest;
        pending = 0;
        pendingBits = 0;
    }

    int crc(int from) {
        return Checksums.crc(bytes, from, size - from);
    }

    int crc16(int from) {
        return Checksums.crc16(bytes, from, size - from);
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }
}
