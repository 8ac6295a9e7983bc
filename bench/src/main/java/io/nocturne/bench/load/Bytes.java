package io.nocturne.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A buffer that grows and is used again, with the few things that protobuf is made of.
///
/// **Threads** - confined to the caller's.
public final class Bytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LENGTH_DELIMITED = 2;
    private static final int TAG_BITS = 3;

    private byte[] bytes = new byte[1 << 14];
    private int length;

    public void clear() {
        length = 0;
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// Up to eight bytes at once, the lowest first.
    public void code(long code, int size) {
        reserve(Long.BYTES);
        LONG.set(bytes, length, code);
        length += size;
    }

    public void raw(byte[] source, int from, int size) {
        reserve(size);
        System.arraycopy(source, from, bytes, length, size);
        length += size;
    }

    public void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    public void varintField(int field, long value) {
        varint((long) field << TAG_BITS);
        varint(value);
    }

    public void bytesField(int field, Bytes content) {
        varint(((long) field << TAG_BITS) | LENGTH_DELIMITED);
        varint(content.length);
        raw(content.bytes, 0, content.length);
    }

    public void textField(int field, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(((long) field << TAG_BITS) | LENGTH_DELIMITED);
        varint(utf8.length);
        raw(utf8, 0, utf8.length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
