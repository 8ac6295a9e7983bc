package io.nocturne.server.series.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes and bits that are being read, never beyond a limit.
///
/// **Errors** - [CorruptChunkException] names the part and the byte, counted from the part's beginning.
final class ByteSource {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String part;
    private final byte[] bytes;
    private final int start;
    private final int limit;
    private int position;
    /// Bits read behind `position`.
    private int bit;

    ByteSource(String part, byte[] bytes, int offset, int length) {
        this.part = part;
        this.bytes = bytes;
        this.start = offset;
        this.position = offset;
        this.limit = offset + length;
    }

    CorruptChunkException fault(String what) {
        return new CorruptChunkException(
                part + ": " + what + " at byte " + (position - start) + " of " + (limit - start));
    }

    int remaining() {
        return limit - position;
    }

    int position() {
        return position - start;
    }

    void need(int count) throws CorruptChunkException {
        if (count > remaining()) {
            throw fault("ends " + (count - remaining()) + " bytes too early");
        }
    }

    void needEnd() throws CorruptChunkException {
        if (remaining() != 0) {
            throw fault(remaining() + " bytes too many");
        }
    }

    void skip(int count) throws CorruptChunkException {
        need(count);
        position += count;
    }

    int u8() throws CorruptChunkException {
        need(1);
        return bytes[position++] & 0xff;
    }

    int u16() throws CorruptChunkException {
        return u8() | u8() << 8;
    }

    int u32() throws CorruptChunkException {
        return u16() | u16() << 16;
    }

    long u64() throws CorruptChunkException {
        need(8);
        long value = word(position);
        position += 8;
        return value;
    }

    byte[] bytes(int count) throws CorruptChunkException {
        need(count);
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    /// The next `length` bytes as a part of their own.
    ByteSource part(String name, int length) throws CorruptChunkException {
        need(length);
        position += length;
        return new ByteSource(name, bytes, position - length, length);
    }

    long varint() throws CorruptChunkException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw fault("a number of more than 64 bits");
    }

    long zigzag() throws CorruptChunkException {
        return ZigZag.unfold(varint());
    }

    /// A number that is a count of something and at most `max`.
    int count(int max, String of) throws CorruptChunkException {
        long value = varint();
        if (value < 0 || value > max) {
            throw fault(Long.toUnsignedString(value) + " " + of + ", at most " + max);
        }
        return (int) value;
    }

    /// The next `width` bits. Behind the limit they are what is there, or 0; [#endBits] finds that out.
    long bits(int width) {
        int at = position + (bit >>> 3);
        int shift = bit & 7;
        long value = word(at) >>> shift;
        if (shift + width > Long.SIZE) {
            value |= word(at + 8) << (Long.SIZE - shift);
        }
        bit += width;
        return width == 0 ? 0 : value & (-1L >>> (Long.SIZE - width));
    }

    /// Counts and skips zeros up to and with the next one bit, or `max` zeros without.
    int zeros(int max) {
        long window = word(position + (bit >>> 3)) >>> (bit & 7);
        int zeros = Long.numberOfTrailingZeros(window | 1L << max);
        bit += zeros < max ? zeros + 1 : max;
        return zeros;
    }

    /// Ends a run of bits at a full byte.
    void endBits() throws CorruptChunkException {
        int count = (bit + 7) >>> 3;
        bit = 0;
        need(count);
        position += count;
    }

    /// Behind the limit and within the array a word has foreign bytes, behind the array zeros.
    private long word(int at) {
        if (at <= bytes.length - 8) {
            return (long) LONG.get(bytes, at);
        }
        long value = 0;
        for (int i = Math.min(bytes.length, at + 8) - 1; i >= at; i--) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }
}
